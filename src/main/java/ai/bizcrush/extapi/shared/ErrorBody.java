package ai.bizcrush.extapi.shared;

/**
 * The body of every error reply: {@code {"success":false,"error":"Meeting not
 * found","code":"NOT_FOUND"}}.
 */
public record ErrorBody(boolean success, String error, ErrorCode code) {

  public static ErrorBody of(ErrorCode code, String error) {
    return new ErrorBody(false, error, code);
  }
}
