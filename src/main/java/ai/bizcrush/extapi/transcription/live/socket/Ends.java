package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/** Why the socket ends a stream by itself. */
final class Ends {

  static final StreamEnd REVOKED =
      StreamEnd.error(1008, ErrorCode.UNAUTHENTICATED, "Invalid API key", false);
  static final StreamEnd TOO_MANY_OF_KEY =
      StreamEnd.error(1008, ErrorCode.RATE_LIMITED, "Too many streams", true);
  static final StreamEnd NOTHING_SAID =
      StreamEnd.error(1008, ErrorCode.DEADLINE_EXCEEDED, "No config and no audio", true);
  static final StreamEnd TOO_LONG =
      StreamEnd.error(1012, ErrorCode.DEADLINE_EXCEEDED, "Longest stream reached", true);
  static final StreamEnd RESTART = StreamEnd.error(1012, ErrorCode.UNAVAILABLE, "Restarting", true);
  static final StreamEnd NO_ROOM =
      StreamEnd.error(1013, ErrorCode.UNAVAILABLE, "Too many streams", true);
  static final StreamEnd UNAVAILABLE =
      StreamEnd.error(1013, ErrorCode.UNAVAILABLE, "Temporarily unavailable", true);

  private static final StreamEnd TOO_LARGE =
      StreamEnd.error(1009, ErrorCode.PAYLOAD_TOO_LARGE, "Frame too large", false);

  private Ends() {}

  /** What an authentication that failed means. */
  static StreamEnd refusal(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ApiException refusal && refusal.code() == ErrorCode.UNAUTHENTICATED) {
        return StreamEnd.error(1008, refusal.code(), String.valueOf(refusal.getMessage()), false);
      }
    }
    return UNAVAILABLE;
  }

  /** What a failure on the connection means that the client is to be told. */
  static StreamEnd failure(Throwable failure) {
    return switch (failure) {
      case TooLongFrameException _ -> TOO_LARGE;
      case CorruptedWebSocketFrameException frame
          when frame.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ->
          TOO_LARGE;
      case CorruptedWebSocketFrameException frame ->
          StreamEnd.error(
              frame.closeStatus().code(), ErrorCode.INVALID_ARGUMENT, "Invalid frame", false);
      default -> StreamEnd.BROKEN;
    };
  }
}
