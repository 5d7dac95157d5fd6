package ai.bizcrush.extapi.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.settings.Policy.Concurrency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PermitsTests {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration NOT = Duration.ZERO;

  private static Permits permits(int engine, int key, int queue) {
    return new Permits(new Concurrency(engine, key, queue, LONG));
  }

  private static void assertRefused(Permits permits, String key, Duration wait) {
    assertThatThrownBy(() -> permits.acquire(key, wait))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(EngineException.Kind.OVER_CAPACITY);
              assertThat(e.retryAfter()).isPositive();
            });
  }

  @Test
  void oneKeyDoesNotTakeTheRoomOfAnother() throws Exception {
    var permits = permits(10, 2, 20);
    permits.acquire("greedy", NOT);
    permits.acquire("greedy", NOT);

    assertRefused(permits, "greedy", NOT);
    permits.acquire("modest", NOT);

    assertThat(permits.used()).isEqualTo(3);
  }

  @Test
  void allKeysTogetherDoNotTakeMoreThanTheEngineHas() throws Exception {
    var permits = permits(2, 2, 20);
    permits.acquire("one", NOT);
    var second = permits.acquire("two", NOT);

    assertRefused(permits, "three", NOT);
    second.close();
    permits.acquire("three", NOT);

    assertThat(permits.used()).isEqualTo(2);
  }

  @Test
  void whoWaitsGetsTheRoomThatComesFree() throws Exception {
    var permits = permits(1, 1, 20);
    var first = permits.acquire("one", NOT);
    var waiting = new CompletableFuture<Permits.Permit>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                waiting.complete(permits.acquire("two", LONG));
              } catch (Throwable e) {
                waiting.completeExceptionally(e);
              }
            });
    await().until(() -> permits.keys() == 2);
    assertThat(waiting).isNotDone();

    first.close();

    waiting.get(60, TimeUnit.SECONDS).close();
    assertThat(permits.used()).isZero();
  }

  @Test
  void theWaitIsBounded() throws Exception {
    var permits = permits(1, 1, 20);
    permits.acquire("one", NOT);

    assertRefused(permits, "two", Duration.ofMillis(50));

    assertThat(permits.keys()).isEqualTo(1);
  }

  @Test
  void whoComesWhenTooManyWaitIsRefusedAtOnce() throws Exception {
    var permits = permits(10, 1, 3);
    var held = permits.acquire("one", NOT);
    var waiting = new ConcurrentLinkedQueue<Thread>();
    for (int i = 0; i < 3; i++) {
      waiting.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      permits.acquire("one", LONG).close();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    await().until(() -> waiting.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));

    assertRefused(permits, "one", LONG);

    held.close();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(permits.used()).isZero();
  }

  @Test
  void roomIsGivenInTheOrderOfArrival() throws Exception {
    var permits = permits(1, 1, 20);
    var held = permits.acquire("first", NOT);
    var served = new ConcurrentLinkedQueue<Integer>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = i;
      var thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var _ = permits.acquire("key" + number, LONG)) {
                      served.add(number);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
      threads.add(thread);
      await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    held.close();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void keysThatNobodyUsesAreForgotten() throws Exception {
    var permits = permits(2, 1, 20);
    for (int i = 0; i < 1000; i++) {
      permits.acquire("key" + i, NOT).close();
    }

    assertThat(permits.keys()).isZero();
    assertThat(permits.used()).isZero();
  }
}
