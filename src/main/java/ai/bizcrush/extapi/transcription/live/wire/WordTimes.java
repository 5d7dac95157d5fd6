package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.transcription.live.Chunk;

/** When a word was spoken: somewhere in its chunk, where the engine does not say. */
final class WordTimes {

  private WordTimes() {}

  static long start(LiveWord word, Chunk chunk) {
    return word.startMs() < 0 ? chunk.startMs() : word.startMs();
  }

  static long end(LiveWord word, Chunk chunk) {
    return word.endMs() < 0 ? chunk.endMs() : word.endMs();
  }
}
