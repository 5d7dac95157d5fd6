package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.EngineException;
import java.time.Duration;

/**
 * Admits the sessions of one live engine, at once or not at all: room and breaker, which counts
 * dials alone. Never blocks; for any thread.
 */
public final class DialGuard {

  private final String engine;
  private final Duration ready;
  private final Permits permits;
  private final EngineBreaker breaker;
  private final DialMetrics metrics;
  private final MonotonicTime time;

  DialGuard(
      String engine,
      Duration ready,
      Permits permits,
      EngineBreaker breaker,
      DialMetrics metrics,
      MonotonicTime time) {
    this.engine = engine;
    this.ready = ready;
    this.permits = permits;
    this.breaker = breaker;
    this.metrics = metrics;
    this.time = time;
  }

  /**
   * Begins a dial, which has to be told how it goes.
   *
   * @throws EngineException over capacity: no room, or the engine rests after failures
   */
  public Dial begin() {
    try {
      var permit = permits.acquireNow();
      try {
        breaker.enter();
      } catch (EngineException e) {
        permit.close();
        throw e;
      }
      return new Dial(this, permit, time.nanos());
    } catch (EngineException refusal) {
      metrics.refused();
      throw refusal;
    }
  }

  /** How long a dial may take. */
  public Duration ready() {
    return ready;
  }

  /** Whether the engine is left alone after failures. */
  public boolean rests() {
    return breaker.isOpen();
  }

  /** The breaker's state, for people. */
  public String breakerState() {
    return breaker.state();
  }

  String engine() {
    return engine;
  }

  EngineBreaker breaker() {
    return breaker;
  }

  DialMetrics metrics() {
    return metrics;
  }

  MonotonicTime time() {
    return time;
  }
}
