package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import java.util.List;

/** Hears what the engines say, on the stream's clock but for words, which carry an offset. */
interface LineListener {
  /**
   * An engine is ready.
   *
   * @return from where it gets audio, in milliseconds
   */
  long sessionBegins(LiveEngine engine);

  /**
   * @param sentMs where the audio ends that the engine has: no word is later
   */
  void finals(List<LiveWord> words, long offsetMs, long sentMs);

  void interim(List<LiveWord> words, long offsetMs, long sentMs);

  void endpoint();

  void progress(long finalMs);

  /** Up to where the stream needs no engine any more, in milliseconds. */
  long position();

  /** Whether this is a good moment to change engines. */
  boolean isQuiet();

  /** The engine is gone; another takes over, or {@link #exhausted} follows. */
  void sessionLost(LiveEngine engine, Loss why);

  /** The session is over before its time was; the same engine begins another. */
  void rotated(LiveEngine engine);

  /** The engine has said everything, after {@link EngineLine#end}. */
  void ended();

  /** No engine is left. */
  void exhausted(EngineException last);

  void flush();
}
