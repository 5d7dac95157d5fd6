package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a client is told, one frame a call. Without state of its own, so that all streams
 * share the two there are; writing costs no allocation.
 */
public interface ServerFrames {

  /** How the client of a stream wants to be spoken to. */
  static ServerFrames of(StreamQuery query) {
    return query.json() ? JsonFrames.INSTANCE : ProtobufFrames.INSTANCE;
  }

  /** Whether frames are text; otherwise they are binary. */
  boolean areText();

  /** {@code {"connected":true}}. */
  void connected(FrameBuffer out);

  /**
   * {@code {"chunk":{"id","session_id","text","is_final"}}}; with diarization {@code speaker}; with
   * the features of the same names {@code language}, {@code start_ms}, {@code end_ms} and {@code
   * confidence}, and {@code words}. A word has {@code text}, {@code start_ms}, {@code end_ms} and
   * {@code confidence}, and what of the others was asked for; where the engine does not say when it
   * was spoken, the times of the chunk stand in.
   */
  void chunk(Chunk chunk, StreamConfig config, FrameBuffer out);

  /**
   * {@code {"error":{"code","message","retryable"}}}.
   *
   * @param end one with a code
   * @param connected whether {@link #connected} was said; if not, JSON says {@code
   *     "connected":false} beside the error
   */
  void error(StreamEnd end, boolean connected, FrameBuffer out);

  /**
   * {@code {"ack":{"received_ms","final_ms","resume_token"}}}.
   *
   * @param resumeToken left out when null
   */
  void ack(long receivedMs, long finalMs, @Nullable String resumeToken, FrameBuffer out);
}
