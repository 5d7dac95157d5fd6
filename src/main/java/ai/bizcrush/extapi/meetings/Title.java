package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.ApiException;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** What a meeting is called. */
final class Title {

  private static final int LONGEST = 500;

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
    String title = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    if (title.codePointCount(0, title.length()) > LONGEST) {
      throw ApiException.invalid("Invalid title");
    }
    return title;
  }
}
