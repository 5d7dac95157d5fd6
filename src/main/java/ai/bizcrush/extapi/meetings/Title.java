package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.ApiException;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** What a meeting is called. */
final class Title {

  private static final int LONGEST = 500;

  /** Composing takes the square of the length, and makes at most a few code units one. */
  private static final int LONGEST_UNCOMPOSED = 8 * LONGEST;

  private Title() {}

  /**
   * NFC, trimmed; {@code ""} when absent.
   *
   * @throws ApiException 400 {@code Invalid title}: more than 500 code points
   */
  static String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String bare = text.strip();
    if (bare.length() > LONGEST_UNCOMPOSED) {
      throw ApiException.invalid("Invalid title");
    }
    String title = Normalizer.normalize(bare, Normalizer.Form.NFC).strip();
    if (title.codePointCount(0, title.length()) > LONGEST) {
      throw ApiException.invalid("Invalid title");
    }
    return title;
  }
}
