package ai.bizcrush.extapi.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that the client gets to see as it is: {@code
 * {"success":false,"error":<message>,"code":<code>}}. The message is written for the client: it
 * names no class, address, key or spoken word. Modules subclass it for facts of their own ({@code
 * EmailInUse}) or use the factories.
 */
public class ApiException extends RuntimeException {

  private final ErrorCode code;
  private final @Nullable Duration retryAfter;

  public ApiException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  public ApiException(
      ErrorCode code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** 400: the request cannot be understood or has a value that is not allowed. */
  public static ApiException invalid(String message) {
    return new ApiException(ErrorCode.INVALID_ARGUMENT, message);
  }

  /** 400 {@code Missing <field>}. */
  public static ApiException missing(String field) {
    return invalid("Missing " + field);
  }

  /** 403 {@code Permission denied}: the caller may know of it, and may not do it. */
  public static ApiException forbidden() {
    return new ApiException(ErrorCode.PERMISSION_DENIED, "Permission denied");
  }

  /** 404 {@code <thing> not found}. */
  public static ApiException notFound(String thing) {
    return new ApiException(ErrorCode.NOT_FOUND, thing + " not found");
  }

  /** 413: a body, a file or a recording over its limit. */
  public static ApiException tooLarge(String message) {
    return new ApiException(ErrorCode.PAYLOAD_TOO_LARGE, message);
  }

  /** 503 with {@code Retry-After}: nothing is wrong with the request, later it may succeed. */
  public static ApiException unavailable(
      String message, Duration retryAfter, @Nullable Throwable cause) {
    return new ApiException(ErrorCode.UNAVAILABLE, message, retryAfter, cause);
  }

  public ErrorCode code() {
    return code;
  }

  /** When to try again; sent in whole seconds, rounded up. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
