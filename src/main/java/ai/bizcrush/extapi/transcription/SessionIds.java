package ai.bizcrush.extapi.transcription;

/** What a client may call its session. */
public final class SessionIds {

  /** 1 to 256 characters without controls. */
  public static final String PATTERN = "[^\\p{Cntrl}\\x{80}-\\x{9f}]{1,256}";

  private SessionIds() {}
}
