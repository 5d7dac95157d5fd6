package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;

/** Close codes (RFC 6455, 7.4.1 and the registry that it founded). */
public final class CloseCode {

  public static final int NORMAL = 1000;

  /** The engine closed without a code. */
  public static final int NONE = 1005;

  /** The connection ended without a close frame. */
  public static final int ABNORMAL = 1006;

  private static final int PROTOCOL_ERROR = 1002;
  private static final int UNSUPPORTED = 1003;
  private static final int INVALID = 1007;
  private static final int POLICY_VIOLATION = 1008;
  private static final int TOO_BIG = 1009;
  private static final int EXTENSION_MISSING = 1010;
  private static final int TRY_AGAIN_LATER = 1013;

  private CloseCode() {}

  /** What a close means that the session did not ask for, as far as the code alone tells. */
  public static EngineException failure(int code) {
    String message = "the engine closed with " + code;
    return switch (code) {
      case TRY_AGAIN_LATER -> EngineException.overCapacity(message, null);
      case PROTOCOL_ERROR, UNSUPPORTED, INVALID, POLICY_VIOLATION, TOO_BIG, EXTENSION_MISSING ->
          EngineException.broken(message, null);
      default -> EngineException.passing(message, null, null);
    };
  }
}
