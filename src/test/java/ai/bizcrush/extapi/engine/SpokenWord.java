package ai.bizcrush.extapi.engine;

import java.util.List;

/**
 * A word of a {@link LiveScene}: number, speaker and language are in its very samples.
 *
 * @param number 0 to 1023; the text follows from it
 * @param speaker 1 to 4
 * @param language one of {@link #LANGUAGES}
 */
public record SpokenWord(int number, int speaker, String language, long startMs, long endMs) {

  public static final List<String> LANGUAGES = List.of("en", "ko", "de", "ja");

  private static final String[] SYLLABLES = {
    "ba", "be", "bi", "bo", "da", "de", "di", "do", "fa", "fe", "fi", "fo", "ga", "ge", "gi", "go",
    "ka", "ke", "ki", "ko", "la", "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "ni", "no"
  };

  /** Four letters; no text is part of another. */
  public String text() {
    return SYLLABLES[number >> 5] + SYLLABLES[number & 31];
  }

  /** As a whole sample of its audio, never 0. */
  short sample() {
    return (short) (1 + (number | speaker - 1 << 10 | LANGUAGES.indexOf(language) << 12));
  }

  static SpokenWord of(short sample, long startMs, long endMs) {
    int marks = sample - 1;
    return new SpokenWord(
        marks & 1023, 1 + (marks >> 10 & 3), LANGUAGES.get(marks >> 12 & 3), startMs, endMs);
  }
}
