package ai.bizcrush.extapi.identity.keys;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How an authentication ended; the tag of the counter {@code extapi.authentications}. */
enum Outcome {
  ACCEPTED,
  MISSING,
  INVALID,
  UNAVAILABLE;

  /** A counter each, present from the start. */
  static Map<Outcome, Counter> counters(MeterRegistry meters) {
    Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    for (Outcome outcome : values()) {
      counters.put(
          outcome,
          Counter.builder("extapi.authentications")
              .description("Requests of the API by what came of their credentials")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    return counters;
  }
}
