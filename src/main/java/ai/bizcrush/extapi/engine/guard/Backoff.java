package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.settings.Policy;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** The pause before the next attempt: what the engine asks for, else a random one. */
final class Backoff {

  private final Policy.Backoff settings;
  private final DoubleSupplier random;

  /**
   * @param random from 0 to 1
   */
  Backoff(Policy.Backoff settings, DoubleSupplier random) {
    this.settings = settings;
    this.random = random;
  }

  /** Full jitter: all of them spread over the whole pause, so that callers do not meet again. */
  Duration before(int retry, EngineException failure) {
    if (failure.retryAfter() != null) {
      return failure.retryAfter();
    }
    double most =
        Math.min(
            (double) settings.max().toNanos(), settings.base().toNanos() * Math.pow(2, retry - 1));
    return Duration.ofNanos((long) (most * random.getAsDouble()));
  }
}
