package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.live.LiveEngine;

/**
 * How far an engine is with the audio that it has, and when it last showed that it works. For use
 * on the stream's loop.
 */
final class Headway {

  private static final int SAMPLES_A_MS = Recording.SAMPLE_RATE / 1000;

  private final boolean told;
  private final long stall;
  private boolean worked;
  private long workedAt;
  private long stallSince;
  private long beganMs;
  private long heardMs;
  private long finalMs;

  Headway(LiveEngine engine) {
    this.told = engine.capabilities().progress();
    this.stall = engine.limits().stall().toNanos();
  }

  /** The engine hears audio from here on. */
  void begin(long ms) {
    beganMs = ms;
    heardMs = ms;
  }

  /** Whether it said words, or was further than what it heard again. */
  boolean hasWorked() {
    return worked;
  }

  /** It said words. */
  void spoke(long now) {
    worked = true;
    workedAt = now;
  }

  /** It was handed audio. */
  void sent(long now) {
    if (told && stallSince == 0) {
      stallSince = now;
    }
  }

  /** Its rest counts from now. */
  void rest(long now) {
    workedAt = now;
  }

  /** For how long it has shown no sign of work. */
  long restingNanos(long now) {
    return now - workedAt;
  }

  /** Whether it has had audio for too long, and got no further. */
  boolean isStalled(long now) {
    return stallSince != 0 && now - stallSince >= stall;
  }

  /** All that it says about what is before this is said. */
  long finalMs() {
    return finalMs;
  }

  /**
   * It tells how far it is, on the stream's clock.
   *
   * @param cursor the position up to which it has audio
   * @return whether that is further than before
   */
  boolean progress(long newFinalMs, long newHeardMs, long cursor, long now) {
    if (newHeardMs <= heardMs && newFinalMs <= finalMs) {
      return false;
    }
    heardMs = Math.max(heardMs, newHeardMs);
    finalMs = Math.max(finalMs, newFinalMs);
    workedAt = now;
    worked |= heardMs - beganMs >= Transcript.LEAD_MS;
    stallSince = told && heardMs * SAMPLES_A_MS < cursor ? now : 0;
    return true;
  }
}
