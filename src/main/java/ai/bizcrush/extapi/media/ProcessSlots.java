package ai.bizcrush.extapi.media;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many processes run at once, how many calls wait for one of them, and for how long. */
final class ProcessSlots {

  private final Semaphore admitted;
  private final Semaphore running;
  private final Duration longestWait;

  ProcessSlots(int processes, int queue, Duration longestWait) {
    this.admitted = new Semaphore(processes + queue);
    this.running = new Semaphore(processes, true);
    this.longestWait = longestWait;
  }

  /** A permit that closing gives back. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for the right to run one process at a time.
   *
   * @throws MediaOverloaded too many wait already, or the wait took too long
   */
  Slot take() throws InterruptedException {
    if (!admitted.tryAcquire()) {
      throw new MediaOverloaded();
    }
    boolean granted = false;
    try {
      granted = running.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      if (!granted) {
        admitted.release();
      }
    }
    if (!granted) {
      throw new MediaOverloaded();
    }
    return () -> {
      running.release();
      admitted.release();
    };
  }
}
