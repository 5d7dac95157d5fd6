package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import java.util.List;

/** An utterance that is over. */
record FinalChunk(
    String id,
    String sessionId,
    String text,
    String speaker,
    String language,
    long startMs,
    long endMs,
    double confidence,
    List<LiveWord> words)
    implements Chunk {

  /** A chunk that was stored before; its words are not. */
  static FinalChunk of(LiveChunk stored, String sessionId) {
    return new FinalChunk(
        stored.id(),
        sessionId,
        stored.text(),
        stored.speaker(),
        stored.language(),
        stored.startMs(),
        stored.endMs(),
        stored.confidence(),
        List.of());
  }

  @Override
  public boolean isFinal() {
    return true;
  }

  LiveChunk stored() {
    return stored(this);
  }

  /** A chunk as it is stored; without diarization everybody is the one speaker. */
  static LiveChunk stored(Chunk chunk) {
    return new LiveChunk(
        chunk.id(),
        chunk.text().toString(),
        chunk.speaker().isEmpty() ? "0" : chunk.speaker(),
        chunk.language(),
        chunk.startMs(),
        Math.max(chunk.startMs(), chunk.endMs()),
        chunk.confidence());
  }
}
