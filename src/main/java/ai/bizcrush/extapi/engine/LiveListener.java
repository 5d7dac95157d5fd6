package ai.bizcrush.extapi.engine;

import java.util.List;

/**
 * What a {@link LiveSession} says, on its loop, in order. Times are milliseconds on the session's
 * own clock, which begins at zero with its first sample.
 */
public interface LiveListener {

  /** The engine takes audio. */
  void ready();

  /**
   * The current tail of what was heard: it replaces the previous tail.
   *
   * @param words not final yet, in order
   */
  void interim(List<LiveWord> words);

  /** Words that will not change any more, each said once, in order. */
  void finals(List<LiveWord> words);

  /** The utterance ended here: the next word begins a new one. */
  void endpoint();

  /** Everything up to {@code finalMs} is final, everything up to {@code heardMs} was heard. */
  void progress(long finalMs, long heardMs);

  /** More audio may be handed over. */
  void writable();

  /** The last word, after {@link LiveSession#end}. */
  void ended();

  /** The last word, otherwise. */
  void failed(EngineException failure);

  /**
   * A piece of text as the engine gives it: concatenated they read as the utterance.
   *
   * @param text with its leading space
   * @param startMs -1 when the engine does not say
   * @param endMs -1 when the engine does not say
   * @param confidence 0 to 1; 0 when the engine does not say
   * @param speaker the engine's number, {@code ""} without diarization
   * @param language the base language, {@code ""} when unknown
   */
  record LiveWord(
      String text, long startMs, long endMs, double confidence, String speaker, String language) {}
}
