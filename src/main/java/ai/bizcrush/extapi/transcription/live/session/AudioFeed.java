package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.Recording;

/**
 * Hands the audio in the ring to an engine, no faster than it takes it. For use on the stream's
 * loop.
 */
final class AudioFeed {

  private static final int SAMPLES_A_MS = Recording.SAMPLE_RATE / 1000;

  private final AudioRing ring;
  private final double pace;
  private final double burst;
  private final long minimumFrame;
  private double allowance;
  private long cursor;

  AudioFeed(AudioRing ring, LiveCapabilities can) {
    this.ring = ring;
    this.pace = can.pace();
    this.burst = Math.clamp(pace - 1, 0.25, 2) * Recording.SAMPLE_RATE;
    this.minimumFrame = Math.max(1, can.minimumFrame().toMillis() * SAMPLES_A_MS);
  }

  /** The position up to which the engine has audio. */
  long cursor() {
    return cursor;
  }

  /** The same, rounded down. */
  long cursorMs() {
    return cursor / SAMPLES_A_MS;
  }

  /** Where the audio ends that the engine has, rounded up as engines may. */
  long sentMs() {
    return Math.ceilDiv(cursor, SAMPLES_A_MS);
  }

  /** Whether the engine has all audio. */
  boolean isDrained() {
    return cursor >= ring.end();
  }

  /** The engine is ready for audio from here on. */
  void begin(long ms) {
    allowance = burst;
    cursor = ms * SAMPLES_A_MS;
  }

  /** Time goes by: the engine takes more. */
  void tick(long elapsedNanos) {
    double gained = pace * Recording.SAMPLE_RATE * elapsedNanos / 1e9;
    allowance = Math.min(burst, allowance + gained);
  }

  /**
   * Hands over what the engine takes.
   *
   * @param whole whether that may be less than it likes to get at once
   * @return whether it was anything
   */
  boolean feed(LiveSession session, boolean whole) {
    long end = ring.end();
    long before = cursor;
    while (cursor < end
        && allowance >= 1
        && (whole || end - cursor >= minimumFrame)
        && session.isWritable()) {
      long upTo = Math.min(end, cursor + Math.max(minimumFrame, (long) allowance));
      long reached = ring.read(cursor, upTo, session::audio);
      if (reached == cursor) {
        break;
      }
      allowance -= reached - cursor;
      cursor = reached;
    }
    return cursor > before;
  }
}
