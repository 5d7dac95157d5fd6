package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How many requests may be transcribed on this replica at once, altogether and a key: each of them
 * has files on the disk. Work that outlives its request is bounded by the jobs' own threads.
 */
@Component
class Admittance {

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final TranscriptionSettings settings;
  private final Map<String, Integer> running = new HashMap<>();
  private int all;

  Admittance(TranscriptionSettings settings) {
    this.settings = settings;
  }

  /** One request's place; closing it gives it back. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes a place.
   *
   * @throws ApiException 503 when there is none
   */
  synchronized Place enter(Caller caller) {
    int own = running.getOrDefault(caller.keyId(), 0);
    if (all >= settings.concurrency() || own >= settings.concurrencyPerKey()) {
      throw ApiException.unavailable("Too many transcriptions at once", RETRY, null);
    }
    all++;
    running.put(caller.keyId(), own + 1);
    return () -> leave(caller);
  }

  private synchronized void leave(Caller caller) {
    all--;
    running.computeIfPresent(caller.keyId(), (key, own) -> own == 1 ? null : own - 1);
  }
}
