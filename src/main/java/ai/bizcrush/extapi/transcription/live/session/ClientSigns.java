package ai.bizcrush.extapi.transcription.live.session;

/**
 * When a client last gave a sign of life, and whether the last words it sent were asked for. For
 * use on the stream's loop.
 */
final class ClientSigns {

  private final StreamRules rules;
  private long signAt;
  private long audioAt;
  private boolean audioSinceTick;
  private boolean finished = true;

  ClientSigns(StreamRules rules, long now) {
    this.rules = rules;
    this.signAt = now;
    this.audioAt = now;
  }

  void audio() {
    audioSinceTick = true;
    finished = false;
  }

  void keepAlive(long now) {
    signAt = now;
  }

  /** The client asked for the last words itself. */
  void finish(long now) {
    finished = true;
    signAt = now;
  }

  /** A new engine session is to be asked again. */
  void unfinish() {
    finished = false;
  }

  void tick(long now) {
    if (audioSinceTick) {
      audioSinceTick = false;
      audioAt = now;
      signAt = now;
    }
  }

  /** Whether it was silent for so long that the stream is to end. */
  boolean areOver(long now) {
    return now - signAt >= rules.idle().toNanos();
  }

  /** Whether the last words are to be asked for now; true once for each pause in the audio. */
  boolean finishIsDue(long now) {
    boolean due = !finished && now - audioAt >= rules.finishAfter().toNanos();
    finished |= due;
    return due;
  }
}
