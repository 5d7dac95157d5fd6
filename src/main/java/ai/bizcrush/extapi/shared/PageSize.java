package ai.bizcrush.extapi.shared;

import org.jspecify.annotations.Nullable;

/** How many rows a page has. */
public final class PageSize {

  private PageSize() {}

  /**
   * What a client asked for, within bounds: absent or 0 is the standard, too many is the most.
   *
   * @throws ApiException 400 {@code Invalid limit} for a negative number
   */
  public static int of(@Nullable Integer asked, int standard, int most) {
    if (asked == null || asked == 0) {
      return standard;
    }
    if (asked < 0) {
      throw ApiException.invalid("Invalid limit");
    }
    return Math.min(asked, most);
  }
}
