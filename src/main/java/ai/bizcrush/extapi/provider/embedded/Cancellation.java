package ai.bizcrush.extapi.provider.embedded;

import java.util.concurrent.CancellationException;

/**
 * Tells work on another thread that nobody waits for it any more. The recogniser is not made to be
 * interrupted, and a class loader that reads nested jars is not either, hence a flag.
 */
final class Cancellation {

  private final Runnable wake;
  private volatile boolean cancelled;

  Cancellation() {
    this(() -> {});
  }

  /**
   * @param wake ends what the work may be waiting for
   */
  Cancellation(Runnable wake) {
    this.wake = wake;
  }

  void cancel() {
    cancelled = true;
    wake.run();
  }

  /** Ends the work that nobody waits for; called several times a second. */
  void check() {
    if (cancelled) {
      throw new CancellationException();
    }
  }
}
