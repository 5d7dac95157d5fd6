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
   * A guard of calls.
   *
   * @param engine the provider's name
   * @param kind what it is asked for: {@code file}, ...; not {@code live}
   */
  public EngineGuard guard(String engine, String kind, Policy policy) {
    var permits = new Permits(policy.concurrency());
    return new EngineGuard(
        engine,
        policy,
        permits,
        breaker(engine, kind, policy),
        new Backoff(policy.backoff(), () -> ThreadLocalRandom.current().nextDouble()),
        new CallMetrics(engine, kind, permits::used, meters, observations),
        time);
  }

  /**
   * A guard of the sessions of an engine for live audio.
   *
   * @param engine the provider's name
   */
  public DialGuard dialGuard(String engine, Policy policy) {
    var permits = new Permits(policy.concurrency());
    return new DialGuard(
        engine,
        policy.connectTimeout().plus(policy.firstByteTimeout()),
        permits,
        breaker(engine, "live", policy),
        new DialMetrics(engine, permits::used, meters),
        time);
  }

  private EngineBreaker breaker(String engine, String kind, Policy policy) {
    return new EngineBreaker(
        breakers.circuitBreaker(
            engine + "." + kind, EngineBreaker.config(policy.breaker(), clock)));
  }
}
