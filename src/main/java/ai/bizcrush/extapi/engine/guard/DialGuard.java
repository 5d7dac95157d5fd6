package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.EngineException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Watches over the sessions of one live engine: how many there are, and whether dialling it makes
 * sense. Seen as {@code extapi.engine.sessions}, {@code extapi.engine.dials} and {@code
 * extapi.engine.refused}. Never blocks.
 */
public final class DialGuard {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Semaphore permits;
  private final EngineBreaker breaker;
  private final Counter ready;
  private final Counter failed;
  private final Counter cancelled;
  private final Counter refused;

  DialGuard(String engine, int sessions, EngineBreaker breaker, MeterRegistry meters) {
    this.permits = new Semaphore(sessions);
    this.breaker = breaker;
    var tags = Tags.of("engine", engine);
    ready = meters.counter("extapi.engine.dials", tags.and("outcome", "ready"));
    failed = meters.counter("extapi.engine.dials", tags.and("outcome", "failed"));
    cancelled = meters.counter("extapi.engine.dials", tags.and("outcome", "cancelled"));
    refused = meters.counter("extapi.engine.refused", tags.and("kind", "live"));
    Gauge.builder("extapi.engine.sessions", () -> sessions - permits.availablePermits())
        .tags(tags)
        .register(meters);
  }

  /**
   * Leave for one session.
   *
   * @throws EngineException over capacity: no room, or the engine rests after failures
   */
  public Dial dial() {
    if (!permits.tryAcquire()) {
      refused.increment();
      throw EngineException.overCapacity("no room for another session", RETRY_AFTER);
    }
    try {
      breaker.enter();
    } catch (EngineException e) {
      permits.release();
      refused.increment();
      throw e;
    }
    return new Dial();
  }

  /** The breaker's state, for people. */
  public String breakerState() {
    return breaker.state();
  }

  /** A session from its dial on; on one thread. */
  public final class Dial {
    private boolean answered;
    private boolean over;

    private Dial() {}

    /** The engine takes audio. */
    public void ready() {
      if (!answered) {
        answered = true;
        breaker.succeeded();
        ready.increment();
      }
    }

    /** The session is over by a failure. */
    public void failed(EngineException failure) {
      if (!answered) {
        answered = true;
        breaker.failed(failure);
        failed.increment();
      }
      over();
    }

    /** The session is over, and nobody is to blame. */
    public void over() {
      if (!answered) {
        answered = true;
        breaker.leave();
        cancelled.increment();
      }
      if (!over) {
        over = true;
        permits.release();
      }
    }
  }
}
