package ai.bizcrush.extapi.engine.guard;

import java.time.Duration;

/** Time for time-outs and pauses, which no clock adjustment moves. */
public interface MonotonicTime {

  /** The machine's. */
  MonotonicTime SYSTEM =
      new MonotonicTime() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
          Thread.sleep(length);
        }
      };

  /** Comparable only with other values of the same instance. */
  long nanos();

  void pause(Duration length) throws InterruptedException;
}
