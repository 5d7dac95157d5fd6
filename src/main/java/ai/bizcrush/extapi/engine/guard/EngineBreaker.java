package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.settings.Policy;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Leaves an engine alone that does not work. Only {@link EngineException.Kind#UNAVAILABLE} counts
 * as a failure: what it rejects is the input's fault, what it has no room for is ours, and who
 * leaves says nothing about it.
 */
final class EngineBreaker {

  private final CircuitBreaker breaker;
  private final Duration rest;

  EngineBreaker(CircuitBreaker breaker) {
    this.breaker = breaker;
    this.rest =
        Duration.ofMillis(
            breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1));
  }

  static CircuitBreakerConfig config(Policy.Breaker settings, Clock clock) {
    return CircuitBreakerConfig.custom()
        .clock(clock)
        .slidingWindow(
            Math.toIntExact(settings.window().toSeconds()),
            settings.minimumCalls(),
            SlidingWindowType.TIME_BASED)
        .failureRateThreshold(settings.failureRate())
        .waitDurationInOpenState(settings.open())
        .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
        .maxWaitDurationInHalfOpenState(settings.halfOpenWait())
        .build();
  }

  /** {@code CLOSED}, {@code OPEN}, {@code HALF_OPEN}. */
  String state() {
    return breaker.getState().name();
  }

  /**
   * Asks whether a call may be made, without making one: not worth waiting for room otherwise.
   *
   * @throws EngineException over capacity: the engine rests
   */
  void check() {
    enter();
    leave();
  }

  /**
   * Begins a call, which one of the other methods ends.
   *
   * @throws EngineException over capacity: the engine rests
   */
  void enter() {
    if (!breaker.tryAcquirePermission()) {
      throw EngineException.overCapacity("the engine rests after failures", rest);
    }
  }

  /** The call says nothing about the engine. */
  void leave() {
    breaker.releasePermission();
  }

  void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void failed(EngineException failure) {
    if (failure.kind() == EngineException.Kind.UNAVAILABLE) {
      breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    } else {
      leave();
    }
  }
}
