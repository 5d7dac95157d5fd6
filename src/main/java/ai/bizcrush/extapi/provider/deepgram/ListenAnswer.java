package ai.bizcrush.extapi.provider.deepgram;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer of {@code /v1/listen}. Times are seconds; {@code results} is missing in a failure. */
record ListenAnswer(@Nullable Results results) {

  record Results(@Nullable List<Channel> channels, @Nullable List<Said> utterances) {}

  record Channel(@Nullable List<Alternative> alternatives, @Nullable String detectedLanguage) {}

  /**
   * The same channel in one piece.
   *
   * @param languages with {@code language=multi}, the most frequent first
   */
  record Alternative(
      @Nullable String transcript,
      @Nullable Double confidence,
      @Nullable List<SaidWord> words,
      @Nullable List<String> languages) {}

  /** An utterance. */
  record Said(
      @Nullable Double start,
      @Nullable Double end,
      @Nullable String transcript,
      @Nullable Double confidence,
      @Nullable String speaker,
      @Nullable List<SaidWord> words) {}

  /**
   * @param word small and bare
   * @param punctuatedWord as it is read
   * @param language with {@code language=multi}
   */
  record SaidWord(
      @Nullable String word,
      @Nullable String punctuatedWord,
      @Nullable Double start,
      @Nullable Double end,
      @Nullable Double confidence,
      @Nullable String speaker,
      @Nullable String language) {

    String read() {
      if (punctuatedWord != null) {
        return punctuatedWord;
      }
      return word == null ? "" : word;
    }
  }
}
