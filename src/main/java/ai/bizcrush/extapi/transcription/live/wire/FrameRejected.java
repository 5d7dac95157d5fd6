package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcription.live.StreamEnd;

/** A frame of the client's ends the stream. It says why to the client, and nothing of the frame. */
public final class FrameRejected extends RuntimeException {

  private static final int UNSUPPORTED = 1003;
  private static final int MALFORMED = 1007;
  private static final int TOO_LARGE = 1009;

  private final StreamEnd end;

  private FrameRejected(int closeCode, ErrorCode code, String reason) {
    super(reason, null, false, false);
    this.end = StreamEnd.error(closeCode, code, reason, false);
  }

  /** 1003: understood, but not an encoding that is taken. */
  static FrameRejected unsupported(String reason) {
    return new FrameRejected(UNSUPPORTED, ErrorCode.UNSUPPORTED_MEDIA_TYPE, reason);
  }

  /** 1007: not what it has to be. */
  static FrameRejected malformed(String reason) {
    return new FrameRejected(MALFORMED, ErrorCode.INVALID_ARGUMENT, reason);
  }

  static FrameRejected of(AudioRejected audio) {
    String reason = String.valueOf(audio.getMessage());
    return switch (audio.reason()) {
      case UNSUPPORTED -> unsupported(reason);
      case TOO_COSTLY -> new FrameRejected(TOO_LARGE, ErrorCode.PAYLOAD_TOO_LARGE, reason);
      default -> malformed(reason);
    };
  }

  /** What the client is told. */
  public StreamEnd end() {
    return end;
  }
}
