package ai.bizcrush.extapi.engine;

import java.time.Duration;
import java.util.List;

/**
 * One speaker's turn, or a part of it.
 *
 * @param speaker {@code "0"}, {@code "1"}, ...
 * @param text as it is read, trimmed, never empty
 * @param start from the start of the recording
 * @param end not before {@code start}
 * @param confidence 0 to 1; 0 when the engine does not say
 * @param language the base language, {@code ""} when unknown
 * @param words in order; empty when the engine gives none
 */
public record Utterance(
    String speaker,
    String text,
    Duration start,
    Duration end,
    double confidence,
    String language,
    List<Word> words) {

  public Utterance {
    if (end.compareTo(start) < 0) {
      throw new IllegalArgumentException("an utterance ends before it begins");
    }
    words = List.copyOf(words);
  }
}
