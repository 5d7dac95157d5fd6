package ai.bizcrush.extapi.shared;

import org.jspecify.annotations.Nullable;

/**
 * A failure as it may be logged: the types and the stacks of it and of its causes, no message. A
 * library's message can quote a value, a URL or a spoken word.
 */
public final class StackOnly extends Exception {

  private static final int DEEPEST = 16;

  private StackOnly(Throwable original, @Nullable Throwable cause) {
    super(original.getClass().getName(), cause, false, true);
    setStackTrace(original.getStackTrace());
  }

  /** The copy to hand to a logger. */
  public static StackOnly of(Throwable original) {
    return copy(original, DEEPEST);
  }

  private static StackOnly copy(Throwable original, int depth) {
    Throwable cause = original.getCause();
    return new StackOnly(original, cause == null || depth == 0 ? null : copy(cause, depth - 1));
  }
}
