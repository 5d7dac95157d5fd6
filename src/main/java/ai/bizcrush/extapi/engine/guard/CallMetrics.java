package ai.bizcrush.extapi.engine.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * What can be seen of the calls of one engine: {@code extapi.engine.calls}, a timer and a span by
 * engine, kind and outcome; {@code extapi.engine.retries}, {@code .fallbacks}, {@code .refused};
 * {@code extapi.engine.permits.used}.
 */
final class CallMetrics {

  /** How a call ended. */
  enum Outcome {
    SUCCESS,
    REJECTED,
    OVER_CAPACITY,
    UNAVAILABLE,
    CANCELLED,
    ERROR;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String engine;
  private final String kind;
  private final ObservationRegistry observations;
  private final Counter retries;
  private final Counter fallbacks;
  private final Counter refused;

  CallMetrics(
      String engine,
      String kind,
      IntSupplier permitsUsed,
      MeterRegistry meters,
      ObservationRegistry observations) {
    this.engine = engine;
    this.kind = kind;
    this.observations = observations;
    var tags = Tags.of("engine", engine, "kind", kind);
    this.retries = meters.counter("extapi.engine.retries", tags);
    this.fallbacks = meters.counter("extapi.engine.fallbacks", tags);
    this.refused = meters.counter("extapi.engine.refused", tags);
    Gauge.builder("extapi.engine.permits.used", permitsUsed::getAsInt).tags(tags).register(meters);
  }

  /** A call that begins now. Its failure is not told: causes may quote what was said. */
  Observation call() {
    return Observation.createNotStarted("extapi.engine.calls", observations)
        .contextualName("engine " + kind)
        .lowCardinalityKeyValue("engine", engine)
        .lowCardinalityKeyValue("kind", kind)
        .start();
  }

  void end(Observation call, Outcome outcome) {
    call.lowCardinalityKeyValue("outcome", outcome.tag()).stop();
  }

  void retried() {
    retries.increment();
  }

  void fellBack() {
    fallbacks.increment();
  }

  void refused() {
    refused.increment();
  }
}
