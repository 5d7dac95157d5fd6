package ai.bizcrush.extapi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessSlotsTests {

  private static final Duration FOREVER = Duration.ofDays(1);

  @Test
  void withoutAQueueABusySlotRefusesAtOnce() throws Exception {
    var slots = new ProcessSlots(1, 0, FOREVER);

    try (var _ = slots.take()) {
      assertThatExceptionOfType(MediaOverloaded.class).isThrownBy(slots::take);
    }

    slots.take().close();
  }

  @Test
  void aFullQueueRefusesAtOnceAndAFreedSlotGoesToWhoWaits() throws Exception {
    var slots = new ProcessSlots(1, 1, FOREVER);
    var busy = slots.take();
    var waiting = new FutureTask<>(slots::take);
    Thread waiter = waitingThread(waiting);

    assertThatExceptionOfType(MediaOverloaded.class).isThrownBy(slots::take);
    busy.close();

    waiting.get().close();
    waiter.join();
    slots.take().close();
  }

  @Test
  void whoStopsWaitingLeavesTheQueue() throws Exception {
    var slots = new ProcessSlots(1, 1, FOREVER);
    var busy = slots.take();
    var first = new FutureTask<>(slots::take);
    Thread interrupted = waitingThread(first);

    interrupted.interrupt();

    assertThatThrownBy(first::get).hasCauseInstanceOf(InterruptedException.class);
    var second = new FutureTask<>(slots::take);
    waitingThread(second);
    busy.close();
    assertThat(second.get()).isNotNull();
  }

  @Test
  void aWaitHasAnEnd() throws Exception {
    var slots = new ProcessSlots(1, 1, Duration.ofMillis(10));

    try (var _ = slots.take()) {
      assertThatExceptionOfType(MediaOverloaded.class).isThrownBy(slots::take);
      assertThatExceptionOfType(MediaOverloaded.class).isThrownBy(slots::take);
    }
  }

  private static Thread waitingThread(FutureTask<?> task) {
    Thread thread = Thread.ofPlatform().daemon().start(task);
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }
}
