package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.settings.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;

/** Guards with a time and meters that a test can see. */
public final class TestGuards {

  private final FakeTime time = new FakeTime();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final EngineGuards guards;

  public TestGuards() {
    var observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    guards = new EngineGuards(meters, observations, time, time);
  }

  public FakeTime time() {
    return time;
  }

  public EngineGuard guard(String engine, Policy policy) {
    return guards.guard(engine, "file", policy);
  }

  public DialGuard dialGuard(String engine, Policy policy) {
    return guards.dials(engine, policy);
  }

  /** How many dials of live sessions ended like this. */
  public double dials(String engine, String outcome) {
    return meters
        .get("extapi.engine.dials")
        .tags("engine", engine, "outcome", outcome)
        .counter()
        .count();
  }

  /** How many live sessions are open. */
  public double sessions(String engine) {
    return meters.get("extapi.engine.sessions").tag("engine", engine).gauge().value();
  }

  /** How many calls ended like this. */
  public long calls(String engine, String outcome) {
    var timer =
        meters
            .find("extapi.engine.calls")
            .tags("engine", engine, "kind", "file", "outcome", outcome)
            .timer();
    return timer == null ? 0 : timer.count();
  }

  /** The counter of this name. */
  public double count(String name, String engine) {
    return meters.get(name).tags("engine", engine, "kind", "file").counter().count();
  }

  public double permitsUsed(String engine) {
    return meters.get("extapi.engine.permits.used").tag("engine", engine).gauge().value();
  }

  public MeterRegistry meters() {
    return meters;
  }
}
