package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Which engine of a route is dialled next, and when: the same one a few times, then the next, in a
 * circle, until all of them have failed in a row. For use on the stream's loop.
 */
final class DialPlan {

  /** How long a stream that has lost its engine waits for room elsewhere, and between two looks. */
  private static final long ROOM_WITHIN = Duration.ofSeconds(15).toNanos();

  private static final double ROOM_PAUSE = Duration.ofMillis(500).toNanos();

  private final List<LiveEngine> engines;
  private final DoubleSupplier random;
  private int engine;
  private int enginesTried;
  private int dials;
  private boolean everWorked;
  private boolean dialling;
  private long dialledAt;
  private long dialAt;
  private long lostAt;

  DialPlan(List<LiveEngine> engines, DoubleSupplier random) {
    this.engines = engines;
    this.random = random;
  }

  boolean isEmpty() {
    return engines.isEmpty();
  }

  /** Whether an engine is to be dialled now. */
  boolean isDue(long now) {
    return dialling && now >= dialAt;
  }

  /** The engine whose turn it is; it counts as dialled. */
  LiveEngine next(long now) {
    dialling = false;
    dials++;
    dialledAt = now;
    return engines.get(engine);
  }

  /** No engine is dialled later. */
  void stop() {
    dialling = false;
  }

  /** The stream got on: attempts count anew. */
  void advanced() {
    enginesTried = 0;
    dials = 0;
  }

  /** A session that was ready is gone. */
  void lost(boolean worked, long now) {
    lostAt = now;
    everWorked |= worked;
  }

  /**
   * What was dialled failed, then or later.
   *
   * @param worked whether it did before
   * @return whether another is dialled; else none is left
   */
  boolean failed(EngineException failure, boolean worked, long now) {
    LiveEngine failed = engines.get(engine);
    boolean again =
        failure.kind() == EngineException.Kind.UNAVAILABLE
            && (worked || failure.retryable())
            && dials < failed.limits().dials();
    dialAt = again ? againAt(failed, now) : now;
    if (!again) {
      engine = (engine + 1) % engines.size();
      enginesTried++;
      dials = 0;
    }
    boolean left = enginesTried < engines.size();
    if (!left && isWorthWaiting(failure, now)) {
      left = true;
      enginesTried = 0;
      dialAt = now + (long) (ROOM_PAUSE * (0.5 + random.getAsDouble()));
    }
    dialling = left;
    return left;
  }

  private long againAt(LiveEngine failed, long now) {
    long backoff = failed.limits().backoff().toNanos();
    return dials > 0
        ? now + (long) ((backoff << Math.min(dials - 1, 6)) * random.getAsDouble())
        : Math.max(now, dialledAt + backoff); // at once, unless it was dialled just now
  }

  /** Many streams that lost one engine dial at once: who had a place waits for another. */
  private boolean isWorthWaiting(EngineException failure, long now) {
    return failure.kind() == EngineException.Kind.OVER_CAPACITY
        && everWorked
        && now - lostAt < ROOM_WITHIN;
  }
}
