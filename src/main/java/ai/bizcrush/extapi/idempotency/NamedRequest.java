package ai.bizcrush.extapi.idempotency;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.UserId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as its client names it.
 *
 * @param owner whose names are asked: each user has their own
 * @param endpoint likewise, for example {@code create-meeting}
 * @param key the {@code Idempotency-Key}; null for a request that has none
 * @param content the request's record as it was bound: what is asked, not how it was written
 */
public record NamedRequest(UserId owner, String endpoint, @Nullable String key, Object content) {

  /** The request's header. */
  public static final String HEADER = "Idempotency-Key";

  private static final Pattern ACCEPTED = Pattern.compile("[\\x20-\\x7e]{1,255}");

  /**
   * @param header the value of {@link #HEADER}; blank counts as absent
   * @throws ApiException 400: not 1 to 255 printable ASCII characters
   */
  public static NamedRequest of(
      UserId owner, String endpoint, @Nullable String header, Object content) {
    String key = header == null || header.isBlank() ? null : header.strip();
    if (key != null && !ACCEPTED.matcher(key).matches()) {
      throw ApiException.invalid("Invalid " + HEADER);
    }
    return new NamedRequest(owner, endpoint, key, content);
  }
}
