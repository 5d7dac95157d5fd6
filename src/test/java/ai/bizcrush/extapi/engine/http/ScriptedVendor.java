package ai.bizcrush.extapi.engine.http;

/** A vendor of speech recognition: refuses what the real one refuses, with errors of its shape. */
public abstract class ScriptedVendor extends ScriptedServer {

  private volatile Hearing hearing = Hearing.SPEECH;

  public final void hear(Hearing hearing) {
    this.hearing = hearing;
  }

  protected final Hearing hearing() {
    return hearing;
  }

  /** A failure as this vendor words it. */
  public abstract Reply failure(int status, String message);

  /** Whether this request brings audio; refusals are staged here. */
  public boolean takesAudio(ScriptedRequest request) {
    return true;
  }

  /** Whether this request is answered by a transcript; spoilt answers are staged here. */
  public boolean givesTranscript(ScriptedRequest request) {
    return true;
  }

  /** A good answer with {@code number} in the place of a number. */
  public abstract String transcript(String number);
}
