package ai.bizcrush.extapi.meetings.preferences;

import ai.bizcrush.extapi.shared.ApiException;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Languages as clients name them, in the canonical spelling of BCP 47: {@code zh-TW}. */
final class LanguageTags {

  /** More than there are codes of two letters. */
  private static final int MOST = 250;

  /** What RFC 5646 asks everybody to have room for. */
  private static final int LONGEST = 35;

  private LanguageTags() {}

  /**
   * @param field to name in a refusal
   * @return in their order, without repetitions
   * @throws ApiException 400: one is no language, or they are too many
   */
  static List<String> of(String field, List<String> texts) {
    var tags = texts.stream().filter(text -> !text.isBlank()).map(t -> of(field, t)).distinct();
    var list = tags.toList();
    if (list.size() > MOST) {
      throw ApiException.invalid("Invalid " + field);
    }
    return list;
  }

  static String of(String field, String text) {
    return canonical(text).orElseThrow(() -> ApiException.invalid("Invalid " + field));
  }

  private static Optional<String> canonical(String text) {
    try {
      var locale = new Locale.Builder().setLanguageTag(text.strip().replace('_', '-')).build();
      String tag = locale.toLanguageTag();
      return locale.getLanguage().isEmpty() || tag.length() > LONGEST
          ? Optional.empty()
          : Optional.of(tag);
    } catch (IllformedLocaleException e) {
      return Optional.empty();
    }
  }
}
