package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.guard.CallMetrics.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * What can be seen of the sessions of one live engine: {@code extapi.engine.sessions}, how many are
 * open; {@code extapi.engine.dials}, a timer by outcome, from dialling to ready or failed; {@code
 * extapi.engine.refused} of kind {@code live}.
 */
final class DialMetrics {

  private final Map<Outcome, Timer> dials = new EnumMap<>(Outcome.class);
  private final Counter refused;

  DialMetrics(String engine, IntSupplier sessions, MeterRegistry meters) {
    for (Outcome outcome : Outcome.values()) {
      dials.put(
          outcome, meters.timer("extapi.engine.dials", "engine", engine, "outcome", outcome.tag()));
    }
    this.refused = meters.counter("extapi.engine.refused", "engine", engine, "kind", "live");
    Gauge.builder("extapi.engine.sessions", sessions::getAsInt)
        .tag("engine", engine)
        .register(meters);
  }

  void dialled(Outcome outcome, long nanos) {
    Objects.requireNonNull(dials.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
  }

  void refused() {
    refused.increment();
  }
}
