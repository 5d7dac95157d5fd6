package ai.bizcrush.extapi.transcription.live.session;

/** When the newest audio of a stream arrived, to a tenth of a second of it. */
final class Arrivals {

  /** Half a minute. */
  private static final int KEPT = 300;

  private static final long STEP_MS = 100;

  private final long[] positions = new long[KEPT];
  private final long[] times = new long[KEPT];
  private long noted;
  private long nextMs;

  /** Whether this much audio is worth noting. */
  boolean isDue(long receivedMs) {
    return receivedMs >= nextMs;
  }

  /** Audio up to here has arrived by now. */
  void note(long receivedMs, long nanoTime) {
    int at = (int) (noted++ % KEPT);
    positions[at] = receivedMs;
    times[at] = nanoTime;
    nextMs = receivedMs + STEP_MS;
  }

  /** For how long the audio at a position has been there, in nanoseconds; 0 when it is not. */
  long since(long positionMs, long nanoTime) {
    long since = 0;
    for (long i = noted - 1; i >= 0 && i > noted - 1 - KEPT; i--) {
      int at = (int) (i % KEPT);
      if (positions[at] < positionMs) {
        break;
      }
      since = nanoTime - times[at];
    }
    return since;
  }
}
