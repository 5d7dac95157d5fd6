package ai.bizcrush.extapi.transcription.live;

import ai.bizcrush.extapi.engine.LiveWord;
import java.util.List;

/**
 * One state of an utterance, as a client sees it. A view of the stream's own buffers: it is read
 * before the call that brings it returns, and not kept. Times are on the stream's clock, speakers
 * are the stream's numbers.
 */
public interface Chunk {

  /** A ULID, the same from the first interim to the final. */
  String id();

  String sessionId();

  /** Everything said since the utterance began, trimmed. */
  CharSequence text();

  boolean isFinal();

  /** {@code ""} without diarization. */
  String speaker();

  /** The base language, {@code ""} when unknown. */
  String language();

  long startMs();

  long endMs();

  /** 0 to 1; 0 when unknown. */
  double confidence();

  /** In order; pieces of words where the engine gives pieces. */
  List<LiveWord> words();
}
