package ai.bizcrush.extapi.media;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;

/** 400: what was sent as audio is not audio that can be used. */
public final class AudioRejected extends ApiException {

  /** What is the matter with the audio. */
  public enum Reason {
    /** There is not one byte, or not one sample. */
    EMPTY("The audio is empty"),
    /** Neither an audio nor a video file, or one that is broken from its beginning on. */
    NOT_AUDIO("The file is not audio"),
    /** A video file, perhaps, but nothing in it to be heard. */
    NO_AUDIO_TRACK("The file has no audio track"),
    /** An audio file of a known kind whose content cannot be decoded. */
    UNDECODABLE("The audio cannot be decoded"),
    /** Decoding wants more time or memory than a file of its size is worth. */
    TOO_COSTLY("The audio takes too much time or memory to decode"),
    /** A live stream that breaks the rules of its own format. */
    MALFORMED("The audio stream is malformed"),
    /** A live stream in a valid format that is not taken. */
    UNSUPPORTED("The audio format is not supported");

    private final String message;

    Reason(String message) {
      this.message = message;
    }
  }

  private final Reason reason;

  public AudioRejected(Reason reason) {
    super(ErrorCode.INVALID_ARGUMENT, reason.message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
