package ai.bizcrush.extapi.engine.guard;

import static ai.bizcrush.extapi.engine.settings.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EngineGuardTests {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final EngineException passing = EngineException.passing("reset", null, null);
  private final EngineException broken = EngineException.broken("500", null);
  private final EngineException rejected = EngineException.rejected("400");

  private final TestGuards guards = new TestGuards();
  private final List<EngineCall> calls = new ArrayList<>();
  private final Queue<RuntimeException> failures = new ArrayDeque<>();

  /** Fails as scripted, then answers. */
  private String scripted(EngineCall call) {
    calls.add(call);
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return "answer";
  }

  private String call(EngineGuard guard) throws InterruptedException {
    return call(guard, Duration.ofHours(1), true);
  }

  private String call(EngineGuard guard, Duration left, boolean last) throws InterruptedException {
    return guard.call(this::scripted, MINUTE, "key", Deadline.in(left, guards.time()), last);
  }

  private void fail(RuntimeException failure, int times) {
    for (int i = 0; i < times; i++) {
      failures.add(failure);
    }
  }

  private void failCall(EngineGuard guard, RuntimeException failure) {
    failures.clear();
    failures.add(failure);
    assertThatThrownBy(() -> call(guard)).isInstanceOf(EngineException.class);
  }

  @Test
  void aPassingFailureIsTriedAgain() throws Exception {
    fail(passing, 1);

    var answer = call(guards.guard("acme", policy()));

    assertThat(answer).isEqualTo("answer");
    assertThat(calls).hasSize(2);
    assertThat(guards.count("extapi.engine.retries", "acme")).isEqualTo(1);
    assertThat(guards.calls("acme", "unavailable")).isEqualTo(1);
    assertThat(guards.calls("acme", "success")).isEqualTo(1);
  }

  @Test
  void anEngineIsNotAskedMoreOftenThanThePolicySays() {
    var guard = guards.guard("acme", policy("attempts", "3"));
    fail(passing, 10);

    assertThatThrownBy(() -> call(guard)).isSameAs(passing);

    assertThat(calls).hasSize(3);
    assertThat(guards.permitsUsed("acme")).isZero();
  }

  @Test
  void aLastingFailureIsNotTriedAgain() {
    var guard = guards.guard("acme", policy());
    fail(broken, 1);

    assertThatThrownBy(() -> call(guard)).isSameAs(broken);

    assertThat(calls).hasSize(1);
  }

  @Test
  void aFaultOfTheAdapterIsAFailureOfTheEngine() {
    var guard = guards.guard("acme", policy());
    fail(new IllegalStateException("what was said"), 1);

    assertThatThrownBy(() -> call(guard))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
        .hasMessage("the adapter failed");
    assertThat(guards.calls("acme", "unavailable")).isEqualTo(1);
  }

  @Test
  void pausesAreSpreadOverTheWholeBackoff() throws Exception {
    var guard = guards.guard("acme", policy("attempts", "10", "backoff.max", "2s"));
    for (int i = 0; i < 40; i++) {
      fail(passing, 9);
      call(guard);
      guards.time().pass(MINUTE);
    }
    var lasts = new ArrayList<Duration>();
    for (int i = 8; i < guards.time().pauses().size(); i += 9) {
      lasts.add(guards.time().pauses().get(i));
    }

    assertThat(guards.time().pauses())
        .allSatisfy(p -> assertThat(p).isBetween(Duration.ZERO, Duration.ofSeconds(2)));
    assertThat(lasts).anySatisfy(p -> assertThat(p).isLessThan(Duration.ofSeconds(1)));
    assertThat(lasts).anySatisfy(p -> assertThat(p).isGreaterThan(Duration.ofSeconds(1)));
  }

  @Test
  void whatTheEngineAsksForIsWaitedForWhenItFitsTheDeadline() throws Exception {
    fail(EngineException.overCapacity("429", Duration.ofMinutes(3)), 1);

    call(guards.guard("acme", policy()));

    assertThat(guards.time().pauses()).containsExactly(Duration.ofMinutes(3));
  }

  @Test
  void whatTheEngineAsksForIsNotWaitedForWhenTheDeadlineComesFirst() {
    var guard = guards.guard("acme", policy());
    var full = EngineException.overCapacity("429", Duration.ofMinutes(3));
    fail(full, 1);

    assertThatThrownBy(() -> call(guard, Duration.ofMinutes(2), true)).isSameAs(full);

    assertThat(guards.time().pauses()).isEmpty();
  }

  @Test
  void aLongWaitIsNotMadeWhileAnotherEngineCouldBeAsked() {
    var guard = guards.guard("acme", policy("backoff.max", "10s"));
    var full = EngineException.overCapacity("429", Duration.ofSeconds(11));
    fail(full, 1);

    assertThatThrownBy(() -> call(guard, Duration.ofHours(1), false)).isSameAs(full);

    assertThat(guards.time().pauses()).isEmpty();
  }

  @Test
  void timeOutsGrowWithTheAudioAndEndWithTheDeadline() throws Exception {
    var guard = guards.guard("acme", policy("timeout", "10s", "timeout-per-audio", "0.5"));

    call(guard);
    call(guard, Duration.ofSeconds(20), true);
    call(guard, Duration.ofSeconds(1), true);

    assertThat(calls)
        .containsExactly(
            new EngineCall(Duration.ofSeconds(2), Duration.ofSeconds(40), Duration.ofSeconds(40)),
            new EngineCall(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(20)),
            new EngineCall(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  @Test
  void nothingIsAskedWhenTheTimeIsOver() {
    var guard = guards.guard("acme", policy());

    assertThatThrownBy(() -> call(guard, Duration.ZERO, true)).hasMessage("the time is over");

    assertThat(calls).isEmpty();
    assertThat(guard.breakerState()).isEqualTo("CLOSED");
  }

  @Test
  void noTimeOutIsEverNothing() {
    var deadline = Deadline.in(Duration.ofNanos(5), guards.time());

    assertThat(deadline.cap(MINUTE)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void oneDeadlineSpansAllAttempts() {
    var guard = guards.guard("acme", policy("attempts", "10"));
    var attempts = new AtomicInteger();

    assertThatThrownBy(
            () ->
                guard.call(
                    _ -> {
                      attempts.incrementAndGet();
                      guards.time().pass(Duration.ofSeconds(40));
                      throw passing;
                    },
                    MINUTE,
                    "key",
                    Deadline.in(MINUTE, guards.time()),
                    true))
        .isSameAs(passing);

    assertThat(attempts).hasValue(2);
  }

  @Test
  void theBreakerOpensAfterTwentyFailedCallsAndClosesAgain() throws Exception {
    var guard = guards.guard("acme", policy());
    for (int i = 0; i < 19; i++) {
      failCall(guard, broken);
    }
    assertThat(guard.breakerState()).isEqualTo("CLOSED");
    failCall(guard, broken);
    assertThat(guard.breakerState()).isEqualTo("OPEN");

    assertThatThrownBy(() -> call(guard))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.OVER_CAPACITY);
              assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(10));
            });
    assertThat(calls).hasSize(20);
    assertThat(guards.count("extapi.engine.refused", "acme")).isEqualTo(1);

    guards.time().pass(Duration.ofSeconds(11));
    for (int i = 0; i < 3; i++) {
      assertThat(call(guard)).isEqualTo("answer");
    }
    assertThat(guard.breakerState()).isEqualTo("CLOSED");
  }

  @Test
  void anEngineThatStillFailsAfterItsRestIsLeftAloneAgain() {
    var guard = guards.guard("acme", policy());
    for (int i = 0; i < 20; i++) {
      failCall(guard, broken);
    }
    guards.time().pass(Duration.ofSeconds(11));

    for (int i = 0; i < 3; i++) {
      failCall(guard, broken);
    }

    assertThat(guard.breakerState()).isEqualTo("OPEN");
  }

  @Test
  void failuresOfLongAgoAreForgotten() {
    var guard = guards.guard("acme", policy());
    for (int i = 0; i < 40; i++) {
      failCall(guard, broken);
      guards.time().pass(Duration.ofSeconds(4));
    }

    assertThat(guard.breakerState()).isEqualTo("CLOSED");
  }

  @Test
  void rejectedInputAndAFullEngineAreNoMarkAgainstIt() {
    var guard = guards.guard("acme", policy("attempts", "1"));
    for (int i = 0; i < 50; i++) {
      failCall(guard, rejected);
      failCall(guard, EngineException.overCapacity("429", null));
    }

    assertThat(guard.breakerState()).isEqualTo("CLOSED");
    assertThat(guards.calls("acme", "rejected")).isEqualTo(50);
    assertThat(guards.calls("acme", "over_capacity")).isEqualTo(50);
  }

  @Test
  void aClientThatLeavesIsNoMarkAgainstTheEngine() {
    var guard = guards.guard("acme", policy());
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(
              () ->
                  guard.call(
                      _ -> {
                        throw new InterruptedException();
                      },
                      MINUTE,
                      "key",
                      Deadline.in(MINUTE, guards.time()),
                      true))
          .isInstanceOf(InterruptedException.class);
    }

    assertThat(guard.breakerState()).isEqualTo("CLOSED");
    assertThat(guards.calls("acme", "cancelled")).isEqualTo(50);
    assertThat(guards.permitsUsed("acme")).isZero();
  }

  @Test
  void anInterruptThatTheAdapterReportsAsAFailureIsAnInterruptStill() {
    var guard = guards.guard("acme", policy());

    assertThatThrownBy(
            () ->
                guard.call(
                    _ -> {
                      Thread.currentThread().interrupt();
                      throw passing;
                    },
                    MINUTE,
                    "key",
                    Deadline.in(MINUTE, guards.time()),
                    true))
        .isInstanceOf(InterruptedException.class);
    assertThat(guards.calls("acme", "cancelled")).isEqualTo(1);
  }

  @Test
  void anEngineThatADeadlineCutShortHasNoMarkAgainstIt() {
    var guard = guards.guard("acme", policy());
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(
              () ->
                  guard.call(
                      _ -> {
                        guards.time().pass(Duration.ofSeconds(1));
                        throw passing;
                      },
                      MINUTE,
                      "key",
                      Deadline.in(Duration.ofSeconds(1), guards.time()),
                      true))
          .isSameAs(passing);
    }

    assertThat(guard.breakerState()).isEqualTo("CLOSED");
  }

  @Test
  void anEngineThatUsedUpItsOwnTimeOutHasFailed() {
    var guard = guards.guard("acme", policy("timeout", "1s", "timeout-per-audio", "0"));
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () ->
                  guard.call(
                      _ -> {
                        guards.time().pass(Duration.ofSeconds(1));
                        throw broken;
                      },
                      MINUTE,
                      "key",
                      Deadline.in(MINUTE, guards.time()),
                      true))
          .isSameAs(broken);
    }

    assertThat(guard.breakerState()).isEqualTo("OPEN");
  }

  @Test
  void aRefusalAfterAFailureDoesNotHideTheFailure() {
    var guard = guards.guard("acme", policy("breaker.minimum-calls", "1"));
    fail(passing, 2);

    assertThatThrownBy(() -> call(guard)).isSameAs(passing);

    assertThat(calls).hasSize(1);
    assertThat(guard.breakerState()).isEqualTo("OPEN");
  }

  @Test
  void nothingIsHeldWhileAPauseIsMade() throws Exception {
    var guard = guards.guard("acme", policy());
    var used = new ArrayList<Double>();
    guards.time().onPause(() -> used.add(guards.permitsUsed("acme")));
    fail(passing, 1);

    call(guard);

    assertThat(used).containsExactly(0.0);
  }

  @Test
  void theStateOfTheBreakerIsAMetric() {
    var guard = guards.guard("acme", policy("breaker.minimum-calls", "1"));
    failCall(guard, broken);

    assertThat(
            guards
                .meters()
                .get("resilience4j.circuitbreaker.state")
                .tags("name", "acme.file", "state", "open")
                .gauge()
                .value())
        .isEqualTo(1);
  }

  @Test
  void twoHundredInterruptedCallsGiveEverythingBack() throws Exception {
    var guard =
        guards.guard(
            "acme",
            policy(
                "concurrency.engine",
                "20",
                "concurrency.key",
                "5",
                "concurrency.queue",
                "1000",
                "concurrency.patience",
                "10m"));
    var ended = new CountDownLatch(200);
    var interrupted = new AtomicInteger();
    var entered = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 200; i++) {
      String key = "key" + i % 10;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      guard.call(
                          _ -> {
                            entered.incrementAndGet();
                            new CountDownLatch(1).await();
                            return "never";
                          },
                          MINUTE,
                          key,
                          Deadline.in(Duration.ofHours(1), guards.time()),
                          true);
                    } catch (InterruptedException e) {
                      interrupted.incrementAndGet();
                    } finally {
                      ended.countDown();
                    }
                  }));
    }
    await().untilAtomic(entered, is(20));

    threads.forEach(Thread::interrupt);
    ended.await();

    assertThat(interrupted).hasValue(200);
    assertThat(guards.permitsUsed("acme")).isZero();
    assertThat(call(guard)).isEqualTo("answer");
    assertThat(guard.breakerState()).isEqualTo("CLOSED");
  }
}
