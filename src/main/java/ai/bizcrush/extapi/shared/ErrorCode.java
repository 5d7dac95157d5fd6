package ai.bizcrush.extapi.shared;

/** The machine-readable half of an error reply, and the HTTP status it travels with. */
public enum ErrorCode {
  INVALID_ARGUMENT(400),
  UNAUTHENTICATED(401),
  PERMISSION_DENIED(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  ALREADY_EXISTS(409),
  CONFLICT(409),
  PAYLOAD_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  UPGRADE_REQUIRED(426),
  RATE_LIMITED(429),
  INTERNAL(500),
  ENGINE_FAILED(500),
  UNAVAILABLE(503),
  DEADLINE_EXCEEDED(504);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
