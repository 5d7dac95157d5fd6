package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.settings.Policy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Makes the guards, whose breakers are seen as {@code resilience4j.circuitbreaker.*}. */
@Component
public class EngineGuards {

  private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
  private final MeterRegistry meters;
  private final ObservationRegistry observations;
  private final Clock clock;
  private final MonotonicTime time;

  @Autowired
  EngineGuards(MeterRegistry meters, ObservationRegistry observations, Clock clock) {
    this(meters, observations, clock, MonotonicTime.SYSTEM);
  }

  /** With a time of one's own. */
  public EngineGuards(
      MeterRegistry meters, ObservationRegistry observations, Clock clock, MonotonicTime time) {
    this.meters = meters;
    this.observations = observations;
    this.clock = clock;
    this.time = time;
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
  }

  /**
   * A guard.
   *
   * @param engine the provider's name
   * @param kind what it is asked for: {@code file}, ...
   */
  public EngineGuard guard(String engine, String kind, Policy policy) {
    var permits = new Permits(policy.concurrency());
    var breaker =
        breakers.circuitBreaker(engine + "." + kind, EngineBreaker.config(policy.breaker(), clock));
    return new EngineGuard(
        engine,
        policy,
        permits,
        new EngineBreaker(breaker),
        new Backoff(policy.backoff(), () -> ThreadLocalRandom.current().nextDouble()),
        new CallMetrics(engine, kind, permits::used, meters, observations),
        time);
  }

  /** A guard of the sessions of a live engine. */
  public DialGuard dials(String engine, Policy policy) {
    var breaker =
        breakers.circuitBreaker(engine + ".live", EngineBreaker.config(policy.breaker(), clock));
    return new DialGuard(engine, policy.concurrency().engine(), new EngineBreaker(breaker), meters);
  }
}
