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

  /**
   * Words that will not change any more, each said once, in order. The tail that was said before is
   * void: an {@link #interim} follows if there still is one.
   */
  void finals(List<LiveWord> words);

  /**
   * The utterance ended here, by the engine's own judgement or because it was told to {@link
   * LiveSession#finish}: all its words were said by {@link #finals}, the next word begins a new
   * one.
   */
  void endpoint();

  /** Everything up to {@code finalMs} is final, everything up to {@code heardMs} was heard. */
  void progress(long finalMs, long heardMs);

  /** More audio may be handed over. */
  void writable();

  /** The last word, after {@link LiveSession#end}. */
  void ended();

  /** The last word, otherwise: refused, lost, broken. */
  void failed(EngineException failure);

  /** What arrived together has been said: a good moment to pass it on. */
  void readComplete();
}
