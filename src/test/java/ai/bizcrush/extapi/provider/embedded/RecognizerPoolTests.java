package ai.bizcrush.extapi.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecognizerPoolTests {

  private static final EngineCall CALL = call(Duration.ofSeconds(30));

  private final AtomicInteger loads = new AtomicInteger();
  private final RecognizerPool one = pool(1);
  private final RecognizerPool two = pool(2);

  @AfterEach
  void everyPermitComesBack() {
    await().untilAsserted(() -> assertThat(one.free()).isEqualTo(1));
    await().untilAsserted(() -> assertThat(two.free()).isEqualTo(2));
  }

  @Test
  void worksOnAPlatformThreadAndReturnsWhatTheWorkReturned() throws Exception {
    boolean virtual = one.call(CALL, (_, _) -> Thread.currentThread().isVirtual());

    assertThat(virtual).isFalse();
  }

  @Test
  void keepsTheRecogniserForTheNext() throws Exception {
    SphinxRecognizer first = one.call(CALL, (recognizer, _) -> recognizer);
    SphinxRecognizer second = one.call(CALL, (recognizer, _) -> recognizer);

    assertThat(second).isSameAs(first);
    assertThat(loads).hasValue(1);
  }

  @Test
  void warmingLoadsOneBeforeAnybodyCalls() {
    one.warm();

    await().untilAsserted(() -> assertThat(one.free()).isEqualTo(1));
    assertThat(loads).hasValue(1);
  }

  @Test
  void twoWorkAtOnceEachWithARecogniserOfItsOwn() throws Exception {
    var together = new CyclicBarrier(2);
    RecognizerPool.Work<SphinxRecognizer> meeting =
        (recognizer, _) -> {
          together.await(20, TimeUnit.SECONDS);
          return recognizer;
        };
    FutureTask<SphinxRecognizer> other = inBackground(() -> two.call(CALL, meeting));

    SphinxRecognizer mine = two.call(CALL, meeting);

    assertThat(other.get(20, TimeUnit.SECONDS)).isNotSameAs(mine);
  }

  @Test
  void whoFindsNoPermitInTimeHearsOverCapacity() throws Exception {
    var working = new CountDownLatch(1);
    var enough = new CountDownLatch(1);
    FutureTask<Boolean> other =
        inBackground(
            () ->
                one.call(
                    CALL,
                    (_, _) -> {
                      working.countDown();
                      return enough.await(20, TimeUnit.SECONDS);
                    }));
    working.await();

    EngineException failure =
        catchThrowableOfType(EngineException.class, () -> one.call(CALL, (_, _) -> true));

    enough.countDown();
    assertThat(failure.kind()).isEqualTo(Kind.OVER_CAPACITY);
    assertThat(failure.retryable()).isTrue();
    assertThat(other.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aFailureCostsTheRecogniserButNotThePermit() throws Exception {
    EngineException failure =
        catchThrowableOfType(
            EngineException.class,
            () ->
                one.call(
                    CALL,
                    (_, _) -> {
                      throw new IllegalStateException("broken");
                    }));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryable()).isFalse();
    await().until(() -> one.free() == 1);
    one.call(CALL, (recognizer, _) -> recognizer);
    assertThat(loads).hasValue(2);
  }

  @Test
  void aTimeOutEndsTheWorkAndKeepsTheRecogniser() throws Exception {
    EngineException failure =
        catchThrowableOfType(
            EngineException.class, () -> one.call(call(Duration.ofMillis(100)), (_, c) -> spin(c)));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    await().until(() -> one.free() == 1);
    one.call(CALL, (recognizer, _) -> recognizer);
    assertThat(loads).hasValue(1);
  }

  @Test
  void anInterruptEndsTheWorkAndKeepsTheRecogniser() throws Exception {
    var working = new CountDownLatch(1);
    var thrown = new AtomicReference<Throwable>();
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              try {
                one.call(
                    CALL,
                    (_, cancellation) -> {
                      working.countDown();
                      return spin(cancellation);
                    });
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    working.await();

    caller.interrupt();
    caller.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    await().until(() -> one.free() == 1);
    one.call(CALL, (recognizer, _) -> recognizer);
    assertThat(loads).hasValue(1);
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    var working = new CountDownLatch(1);
    FutureTask<EngineException> other =
        inBackground(
            () ->
                catchThrowableOfType(
                    EngineException.class,
                    () ->
                        one.call(
                            CALL,
                            (_, cancellation) -> {
                              working.countDown();
                              return spin(cancellation);
                            })));
    working.await();

    one.close();

    assertThat(other.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  private RecognizerPool pool(int permits) {
    return new RecognizerPool(
        "test",
        permits,
        Duration.ofMillis(200),
        () -> {
          return loads.getAndIncrement() % 2 == 0 ? LoadedSphinx.one() : LoadedSphinx.another();
        });
  }

  private static EngineCall call(Duration timeout) {
    return new EngineCall(timeout, timeout, timeout);
  }

  private static boolean spin(Cancellation cancellation) {
    while (true) {
      cancellation.check();
      Thread.onSpinWait();
    }
  }

  private static <T> FutureTask<T> inBackground(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.startVirtualThread(task);
    return task;
  }
}
