package ai.bizcrush.extapi.meetings.preferences;

import java.util.List;

/**
 * What a user wants for their meetings, as clients see it. Languages are canonical BCP 47.
 *
 * @param originalLanguages what is likely spoken, the likeliest first
 * @param viewLanguage what summaries and answers are written in
 * @param translationLanguages what is translated into
 * @param contextualKeywords words to expect, verbatim
 */
public record Preference(
    List<String> originalLanguages,
    String viewLanguage,
    List<String> translationLanguages,
    List<String> contextualKeywords) {

  static final String STANDARD_LANGUAGE = "en";

  static final Preference NONE = new Preference(List.of(), STANDARD_LANGUAGE, List.of(), List.of());

  /** For somebody who has saved nothing. */
  static Preference ofDevice(String language) {
    return new Preference(List.of(language), language, List.of(), List.of());
  }

  /** The language of a new meeting. */
  public String language() {
    return originalLanguages.isEmpty() ? viewLanguage : originalLanguages.getFirst();
  }
}
