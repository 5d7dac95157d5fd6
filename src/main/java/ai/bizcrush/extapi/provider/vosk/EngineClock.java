package ai.bizcrush.extapi.provider.vosk;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Brings the times of a recogniser back to the clock of the session.
 *
 * <p>A reset does not change the time: the recogniser of vosk-api goes on counting its samples
 * (recognizer.cc, {@code samples_round_start_}). A server that takes a new recogniser instead shows
 * itself by a word that would have been said before the reset; from then on every reset is taken
 * for such a restart. Silence that only the recogniser heard is taken out.
 */
final class EngineClock {

  /** Times are rounded to the recogniser's frames. */
  private static final long ROUNDING_MS = 60;

  private final Queue<Silence> silences = new ArrayDeque<>();
  private long ahead;
  private long resetMs;
  private boolean restarts;

  private record Silence(long startMs, long lengthMs) {}

  /** Everything said from now on comes after the reset at this time of the session. */
  void reset(long sessionMs) {
    resetMs = sessionMs;
    if (restarts) {
      ahead = -sessionMs;
    }
  }

  /** The recogniser hears silence that is not the session's, from this time of its own on. */
  void silence(long engineMs, long lengthMs) {
    silences.add(new Silence(engineMs, lengthMs));
  }

  /** A time of the session; asked in order. */
  long session(long engineMs) {
    if (!restarts && engineMs + ROUNDING_MS < resetMs) {
      restarts = true;
      ahead = -resetMs;
    }
    Silence next = silences.peek();
    while (next != null && engineMs >= next.startMs + next.lengthMs) {
      ahead += next.lengthMs;
      silences.remove();
      next = silences.peek();
    }
    long heard = next == null ? engineMs : Math.min(engineMs, next.startMs);
    return Math.max(0, heard - ahead);
  }
}
