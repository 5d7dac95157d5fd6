package ai.bizcrush.extapi.engine.http;

import ai.bizcrush.extapi.engine.EngineException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A whole answer of an engine. Its body is read as JSON in snake case, into records whose parts may
 * be missing.
 */
public final class EngineAnswer {

  private final int status;
  private final @Nullable Duration retryAfter;
  private final byte[] body;

  EngineAnswer(int status, @Nullable Duration retryAfter, byte[] body) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public boolean successful() {
    return status >= 200 && status < 300;
  }

  /** The body, whatever the status; null when it is not JSON of this shape. */
  public <T> @Nullable T tryAs(Class<T> type) {
    try {
      return EngineJson.MAPPER.readValue(body, type);
    } catch (JacksonException e) {
      return null;
    }
  }

  /**
   * The body of a successful answer.
   *
   * @throws EngineException the status is another, or the body is not JSON of this shape
   */
  public <T> T as(Class<T> type) {
    if (!successful()) {
      throw failure();
    }
    T answer = tryAs(type);
    if (answer == null) {
      // No cause: it would quote the answer.
      throw EngineException.broken("answered " + status + " with something unexpected", null);
    }
    return answer;
  }

  /** What the status alone says; {@link EngineException} tells which kind is which. */
  public EngineException failure() {
    String message = "answered " + status;
    return switch (status) {
      case 400, 413, 415, 422 -> EngineException.rejected(message);
      case 429 -> EngineException.overCapacity(message, retryAfter);
      case 408, 425, 502, 503, 504 -> EngineException.passing(message, retryAfter, null);
      default -> EngineException.broken(message, null);
    };
  }

  /** Over capacity, whatever the status: with the time that the answer names. */
  public EngineException overCapacity() {
    return EngineException.overCapacity("answered " + status, retryAfter);
  }

  /**
   * Whether the engine would work, as far as the answer to a harmless question tells: one that is
   * not asked, or not by this key, still shows that somebody is there.
   *
   * @throws EngineException it would not
   */
  public void requireAlive() {
    if (status < 200
        || status == 401
        || status == 402
        || status == 408
        || status == 429
        || status >= 500) {
      throw failure();
    }
  }
}
