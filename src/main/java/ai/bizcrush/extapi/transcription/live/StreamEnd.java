package ai.bizcrush.extapi.transcription.live;

import ai.bizcrush.extapi.shared.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a stream ends, as its client is told.
 *
 * @param closeCode of RFC 6455
 * @param reason of the close frame, at most 123 bytes; {@code ""} for none
 * @param code of the error frame that goes first; null when the end is no error
 * @param retryable whether a new stream may succeed
 */
public record StreamEnd(int closeCode, String reason, @Nullable ErrorCode code, boolean retryable) {

  /** Everything was said. */
  public static final StreamEnd COMPLETE = new StreamEnd(1000, "", null, false);

  /** A fault of ours. */
  public static final StreamEnd BROKEN = error(1011, ErrorCode.INTERNAL, "Internal error", true);

  /** The client leaves more unread than may be queued for it. */
  public static final StreamEnd TOO_SLOW = error(1013, ErrorCode.UNAVAILABLE, "Too slow", true);

  /** An error, told by an error frame and by the close frame. */
  public static StreamEnd error(int closeCode, ErrorCode code, String reason, boolean retryable) {
    return new StreamEnd(closeCode, reason, code, retryable);
  }
}
