package ai.bizcrush.extapi.meetings.preferences;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.web.CommaSeparated;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the caller wants for their meetings. */
@RestController
@RequestMapping("/v1")
class PreferenceController {

  private static final int MOST_KEYWORDS = 1000;
  private static final int LONGEST_KEYWORD = 200;

  private final Preferences preferences;

  PreferenceController(Preferences preferences) {
    this.preferences = preferences;
  }

  /**
   * Of {@code get-user-default-meeting-setting}.
   *
   * @param deviceLanguageCode what the caller's device speaks, for a caller who has saved nothing:
   *     BCP 47, absent = {@code en}
   */
  record Device(@Nullable String deviceLanguageCode) {}

  /**
   * Of {@code update-user-default-meeting-setting}: what is absent stays as it is, an empty list
   * clears.
   *
   * @param originalLanguages what is likely spoken, the likeliest first: BCP 47
   * @param viewLanguage what summaries and answers are written in: BCP 47
   * @param translationLanguages what is translated into: BCP 47
   * @param contextualKeywords words to expect, verbatim: at most 1000, each of at most 200
   *     characters
   */
  record Wishes(
      @CommaSeparated @Nullable List<String> originalLanguages,
      @Nullable String viewLanguage,
      @CommaSeparated @Nullable List<String> translationLanguages,
      @Nullable List<String> contextualKeywords) {}

  /** The settings as they are now. */
  record SettingReply(Preference setting) {}

  /**
   * Tells what the caller wants for their meetings. Whoever has saved nothing gets settings for the
   * language of their device.
   *
   * @throws ApiException 400: {@code device_language_code} is no language
   */
  @PostMapping("/get-user-default-meeting-setting")
  SettingReply get(@RequestBody Device request, Caller caller) {
    String code = request.deviceLanguageCode();
    String device =
        code == null || code.isBlank()
            ? Preference.STANDARD_LANGUAGE
            : LanguageTags.of("device_language_code", code);
    return new SettingReply(
        preferences.find(caller.user()).orElseGet(() -> Preference.ofDevice(device)));
  }

  /**
   * Changes what the caller wants for their meetings.
   *
   * @throws ApiException 400: a language is none, or the keywords are too many or too long
   */
  @PostMapping("/update-user-default-meeting-setting")
  SettingReply update(@RequestBody Wishes request, Caller caller) {
    var view = request.viewLanguage();
    var change =
        new PreferenceChange(
            ifPresent("original_languages", request.originalLanguages(), LanguageTags::of),
            view == null || view.isBlank() ? null : LanguageTags.of("view_language", view),
            ifPresent("translation_languages", request.translationLanguages(), LanguageTags::of),
            ifPresent(
                "contextual_keywords",
                request.contextualKeywords(),
                PreferenceController::keywords));
    return new SettingReply(preferences.save(caller.user(), change));
  }

  private static @Nullable List<String> ifPresent(
      String field,
      @Nullable List<String> values,
      BiFunction<String, List<String>, List<String>> checked) {
    return values == null ? null : checked.apply(field, values);
  }

  private static List<String> keywords(String field, List<String> texts) {
    var words = texts.stream().filter(word -> !word.isBlank()).distinct().toList();
    if (words.size() > MOST_KEYWORDS || words.stream().anyMatch(PreferenceController::isTooLong)) {
      throw ApiException.invalid("Invalid " + field);
    }
    return words;
  }

  private static boolean isTooLong(String word) {
    return word.codePointCount(0, word.length()) > LONGEST_KEYWORD;
  }
}
