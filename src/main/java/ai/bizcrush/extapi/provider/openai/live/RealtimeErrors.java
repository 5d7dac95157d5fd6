package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.socket.CloseCode;
import java.util.Set;

/**
 * What an error says of the next attempt: {@code {"type", "code", ...}} in an event, or {@code
 * type.code} as the reason of a close between 3000 and 4999.
 */
final class RealtimeErrors {

  /** Nobody can say what this audio says. */
  static final String UNINTELLIGIBLE = "audio_unintelligible";

  /** There was not enough audio since the last turn to make one. */
  private static final String NOTHING_TO_COMMIT = "input_audio_buffer_commit_empty";

  private static final String INVALID_REQUEST = "invalid_request_error";

  private static final Set<String> NO_ROOM =
      Set.of("rate_limit_error", "rate_limit_exceeded", "too_many_requests", "tokens", "requests");

  private static final Set<String> NOT_LET_IN =
      Set.of("authentication_error", "permission_error", "invalid_api_key", "account_deactivated");

  private static final int FIRST_PRIVATE_CODE = 3000;

  private RealtimeErrors() {}

  static boolean isNothingToCommit(String code) {
    return code.equals(NOTHING_TO_COMMIT);
  }

  static boolean isInvalidRequest(String type) {
    return type.equals(INVALID_REQUEST);
  }

  /**
   * What an error says.
   *
   * @param configuring whether nothing was sent but what was wanted of the session
   */
  static EngineException failure(String type, String code, boolean configuring) {
    if (ErrorCodes.isEmptyPurse(code)) {
      return EngineException.broken("the account has no credit", null);
    }
    if (ErrorCodes.isMisconfigured(code)) {
      return EngineException.broken("the model does not exist there", null);
    }
    if (NOT_LET_IN.contains(type) || NOT_LET_IN.contains(code)) {
      return EngineException.broken("the key is not let in", null);
    }
    if (NO_ROOM.contains(type) || NO_ROOM.contains(code)) {
      return EngineException.overCapacity("reported a limit", null);
    }
    if (code.equals("session_expired")) {
      return EngineException.passing("the session was too long", null, null);
    }
    if (isInvalidRequest(type)) {
      return configuring
          ? EngineException.rejected("refused what was wanted")
          : EngineException.broken("refused what it was sent", null);
    }
    return EngineException.passing("reported an error", null, null);
  }

  /** What a close says that was not asked for. */
  static EngineException closed(int code, String reason, boolean configuring) {
    int dot = reason.indexOf('.');
    if (code < FIRST_PRIVATE_CODE || dot < 0) {
      return CloseCode.failure(code);
    }
    return failure(reason.substring(0, dot), reason.substring(dot + 1), configuring);
  }
}
