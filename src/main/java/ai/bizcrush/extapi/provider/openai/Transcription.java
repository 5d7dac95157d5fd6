package ai.bizcrush.extapi.provider.openai;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer in any of the three formats: {@code json} has the text and perhaps languages, {@code
 * verbose_json} segments and perhaps words, {@code diarized_json} segments with speakers. Times are
 * seconds.
 *
 * @param text null in an answer that is none
 * @param language a name in English, or a code on other servers
 * @param error in an answer that is a failure in spite of its status
 * @param words all words, where the server does not give them by segment
 */
record Transcription(
    @Nullable String text,
    @Nullable String language,
    @Nullable List<Language> languages,
    @Nullable List<Segment> segments,
    @Nullable List<Timing> words,
    @Nullable JsonNode error) {

  record Language(@Nullable String code) {}

  /**
   * @param avgLogprob the mean logarithm of its tokens' probabilities
   */
  record Segment(
      @Nullable Double start,
      @Nullable Double end,
      @Nullable String text,
      @Nullable String speaker,
      @Nullable Double avgLogprob,
      @Nullable List<Timing> words) {}

  /**
   * @param probability from 0 to 1; not every server tells
   */
  record Timing(
      @Nullable String word,
      @Nullable Double start,
      @Nullable Double end,
      @Nullable Double probability) {}
}
