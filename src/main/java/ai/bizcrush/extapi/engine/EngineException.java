package ai.bizcrush.extapi.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An engine did not do what it was asked. The adapter says which of the three kinds it was, nobody
 * else reads a vendor's errors. The message is for operators: it carries a status and a fixed
 * phrase, never a body, an address, a key or a word of the audio.
 */
public final class EngineException extends RuntimeException {

  /** What the failure says about the next attempt. */
  public enum Kind {
    /** This input is not for this engine: another may take it, the same will not. */
    REJECTED,
    /** The engine works but has no room: wait, or go to the next. */
    OVER_CAPACITY,
    /** The engine does not work: unreachable, broken, misconfigured, or answering rubbish. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  private EngineException(
      Kind kind,
      boolean retryable,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /** This input is not for this engine. Not retried, and no mark against the engine. */
  public static EngineException rejected(String message) {
    return new EngineException(Kind.REJECTED, false, message, null, null);
  }

  /** No room, for at least {@code retryAfter} where the engine says so. */
  public static EngineException overCapacity(String message, @Nullable Duration retryAfter) {
    return new EngineException(Kind.OVER_CAPACITY, true, message, retryAfter, null);
  }

  /** Refused, reset, timed out, 408, 425, 502, 503, 504: the same request may well succeed soon. */
  public static EngineException passing(
      String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    return new EngineException(Kind.UNAVAILABLE, true, message, retryAfter, cause);
  }

  /** Any other fault: the same request would meet it again. */
  public static EngineException broken(String message, @Nullable Throwable cause) {
    return new EngineException(Kind.UNAVAILABLE, false, message, null, cause);
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the same engine may be asked again. */
  public boolean retryable() {
    return retryable;
  }

  /** What the engine said, for example by {@code Retry-After}. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
