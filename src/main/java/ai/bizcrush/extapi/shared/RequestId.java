package ai.bizcrush.extapi.shared;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that a reply and every log line of its request carry, on both listeners. */
public final class RequestId {

  /** The header, of requests and replies. */
  public static final String HEADER = "X-Request-Id";

  /** The key in the logging context. */
  public static final String LOG_KEY = "requestId";

  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private RequestId() {}

  /** What the client sent, if it is harmless, else a new id. */
  public static String from(@Nullable String header) {
    return header != null && ACCEPTED.matcher(header).matches() ? header : Ulids.next();
  }
}
