package ai.bizcrush.extapi.transcription.live.socket;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** The streams that this replica has room for, and the share that one API key may take. */
@Component
final class Places {

  private final int most;
  private final int mostPerKey;
  private final AtomicInteger taken = new AtomicInteger();
  private final ConcurrentMap<String, Integer> takenPerKey = new ConcurrentHashMap<>();

  Places(StreamLimits limits, MeterRegistry meters) {
    this.most = limits.streams();
    this.mostPerKey = limits.streamsPerKey();
    Gauge.builder("extapi.streams", taken, AtomicInteger::get)
        .description("Live streams of this replica, until their last words are stored")
        .register(meters);
  }

  /** Takes a place of the replica's; false if there is none. */
  boolean take() {
    int before = taken.getAndUpdate(count -> count < most ? count + 1 : count);
    return before < most;
  }

  void giveBack() {
    taken.decrementAndGet();
  }

  /** Takes a place of a key's; false if there is none. */
  boolean take(String keyId) {
    boolean[] free = new boolean[1];
    takenPerKey.compute(
        keyId,
        (id, count) -> {
          int before = count == null ? 0 : count;
          free[0] = before < mostPerKey;
          return free[0] ? Integer.valueOf(before + 1) : count;
        });
    return free[0];
  }

  void giveBack(String keyId) {
    takenPerKey.computeIfPresent(keyId, (id, count) -> count > 1 ? count - 1 : null);
  }
}
