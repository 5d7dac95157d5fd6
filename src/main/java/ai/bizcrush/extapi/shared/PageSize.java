package ai.bizcrush.extapi.shared;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How many rows a page has. */
public final class PageSize {

  private PageSize() {}

  /**
   * What a client asked for, within bounds: absent or 0 is the standard, too many is the most.
   *
   * @param asked a whole number; requests declare a {@link java.math.BigInteger}, for which none is
   *     too large
   * @throws ApiException 400 {@code Invalid limit} for a negative number
   */
  public static int of(@Nullable Number asked, int standard, int most) {
    var limit = asked == null ? BigDecimal.ZERO : new BigDecimal(asked.toString());
    if (limit.signum() == 0) {
      return standard;
    }
    if (limit.signum() < 0) {
      throw ApiException.invalid("Invalid limit");
    }
    return limit.min(BigDecimal.valueOf(most)).intValue();
  }
}
