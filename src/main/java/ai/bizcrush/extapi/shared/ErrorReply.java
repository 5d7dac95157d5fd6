package ai.bizcrush.extapi.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;

/**
 * What a failure looks like from outside, on either listener: nothing of its own text unless it was
 * written for clients.
 */
public record ErrorReply(int status, ErrorCode code, String message, HttpHeaders headers) {

  private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);

  /** The client is gone, or this replica stops and another one answers. */
  private static final Duration INTERRUPTED_RETRY = Duration.ofSeconds(1);

  public static ErrorReply of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ApiException refusal) {
        return refused(refusal);
      }
      if (t instanceof DataBufferLimitException) {
        return refused(ApiException.tooLarge("Payload too large"));
      }
      if (t instanceof InterruptedException) {
        return refused(ApiException.unavailable("Interrupted", INTERRUPTED_RETRY, null));
      }
      if (isDatabaseAway(t)) {
        return refused(ApiException.unavailable("Temporarily unavailable", DATABASE_RETRY, null));
      }
    }
    return failure instanceof ErrorResponse framework
        ? framework(framework)
        : plain(ErrorCode.INTERNAL, "Internal server error");
  }

  /** The body that both listeners send. */
  public ErrorBody body() {
    return ErrorBody.of(code, message);
  }

  private static ErrorReply refused(ApiException refusal) {
    var headers = new HttpHeaders();
    Duration retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wholeSeconds(retryAfter)));
    }
    return new ErrorReply(
        refusal.code().status(), refusal.code(), String.valueOf(refusal.getMessage()), headers);
  }

  private static long wholeSeconds(Duration duration) {
    return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
  }

  /** What routing and WebFlux itself refuse. */
  private static ErrorReply framework(ErrorResponse response) {
    int status = response.getStatusCode().value();
    @Nullable ErrorReply known =
        switch (status) {
          case 404 -> plain(ErrorCode.NOT_FOUND, "Not found");
          case 405 -> plain(ErrorCode.METHOD_NOT_ALLOWED, "Method not allowed");
          case 413 -> plain(ErrorCode.PAYLOAD_TOO_LARGE, "Payload too large");
          case 415 -> plain(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Unsupported content type");
          case 503 ->
              refused(ApiException.unavailable("Temporarily unavailable", DATABASE_RETRY, null));
          default -> null;
        };
    if (known == null) {
      return status < 500
          ? new ErrorReply(status, ErrorCode.INVALID_ARGUMENT, "Invalid request", new HttpHeaders())
          : plain(ErrorCode.INTERNAL, "Internal server error");
    }
    known.headers().putAll(response.getHeaders());
    return known;
  }

  private static ErrorReply plain(ErrorCode code, String message) {
    return new ErrorReply(code.status(), code, message, new HttpHeaders());
  }

  private static boolean isDatabaseAway(Throwable t) {
    return t instanceof DataAccessResourceFailureException
        || t instanceof QueryTimeoutException
        || t instanceof TransientDataAccessException
        || t instanceof CannotCreateTransactionException
        || t instanceof TransactionSystemException;
  }
}
