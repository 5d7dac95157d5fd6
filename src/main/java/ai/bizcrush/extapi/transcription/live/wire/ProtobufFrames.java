package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.proto.StreamAck;
import ai.bizcrush.extapi.proto.StreamError;
import ai.bizcrush.extapi.proto.SttStreamResponse;
import ai.bizcrush.extapi.proto.TranscriptChunk;
import ai.bizcrush.extapi.proto.Word;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Frames as {@code SttStreamResponse}, to the byte what the generated classes write. What a client
 * did not ask for is left out.
 */
final class ProtobufFrames implements ServerFrames {

  static final ProtobufFrames INSTANCE = new ProtobufFrames();

  private ProtobufFrames() {}

  @Override
  public boolean areText() {
    return false;
  }

  @Override
  public void connected(FrameBuffer out) {
    out.clear();
    ProtobufFields.flag(out, SttStreamResponse.CONNECTED_FIELD_NUMBER, true);
  }

  @Override
  public void chunk(Chunk chunk, StreamConfig config, FrameBuffer out) {
    out.clear();
    int frame = ProtobufFields.open(out, SttStreamResponse.CHUNK_FIELD_NUMBER);
    ProtobufFields.text(out, TranscriptChunk.ID_FIELD_NUMBER, chunk.id());
    ProtobufFields.text(out, TranscriptChunk.SESSION_ID_FIELD_NUMBER, chunk.sessionId());
    ProtobufFields.text(out, TranscriptChunk.TEXT_FIELD_NUMBER, chunk.text());
    ProtobufFields.flag(out, TranscriptChunk.IS_FINAL_FIELD_NUMBER, chunk.isFinal());
    if (config.diarization()) {
      ProtobufFields.text(out, TranscriptChunk.SPEAKER_FIELD_NUMBER, chunk.speaker());
    }
    if (config.has(Feature.LANGUAGE)) {
      ProtobufFields.text(out, TranscriptChunk.LANGUAGE_FIELD_NUMBER, chunk.language());
    }
    if (config.has(Feature.TIMESTAMPS)) {
      ProtobufFields.number(out, TranscriptChunk.START_MS_FIELD_NUMBER, chunk.startMs());
      ProtobufFields.number(out, TranscriptChunk.END_MS_FIELD_NUMBER, chunk.endMs());
      ProtobufFields.fraction(out, TranscriptChunk.CONFIDENCE_FIELD_NUMBER, chunk.confidence());
    }
    if (config.has(Feature.WORDS)) {
      words(chunk, config, out);
    }
    ProtobufFields.close(out, frame);
  }

  @Override
  public void error(StreamEnd end, boolean connected, FrameBuffer out) {
    ErrorCode code = Objects.requireNonNull(end.code());
    out.clear();
    int frame = ProtobufFields.open(out, SttStreamResponse.ERROR_FIELD_NUMBER);
    ProtobufFields.text(out, StreamError.CODE_FIELD_NUMBER, code.name());
    ProtobufFields.text(out, StreamError.MESSAGE_FIELD_NUMBER, end.reason());
    ProtobufFields.flag(out, StreamError.RETRYABLE_FIELD_NUMBER, end.retryable());
    ProtobufFields.close(out, frame);
  }

  @Override
  public void ack(long receivedMs, long finalMs, @Nullable String resumeToken, FrameBuffer out) {
    out.clear();
    int frame = ProtobufFields.open(out, SttStreamResponse.ACK_FIELD_NUMBER);
    ProtobufFields.number(out, StreamAck.RECEIVED_MS_FIELD_NUMBER, receivedMs);
    ProtobufFields.number(out, StreamAck.FINAL_MS_FIELD_NUMBER, finalMs);
    if (resumeToken != null) {
      ProtobufFields.text(out, StreamAck.RESUME_TOKEN_FIELD_NUMBER, resumeToken);
    }
    ProtobufFields.close(out, frame);
  }

  private static void words(Chunk chunk, StreamConfig config, FrameBuffer out) {
    List<LiveWord> words = chunk.words();
    for (int i = 0; i < words.size(); i++) {
      LiveWord word = words.get(i);
      int field = ProtobufFields.open(out, TranscriptChunk.WORDS_FIELD_NUMBER);
      ProtobufFields.text(out, Word.TEXT_FIELD_NUMBER, word.text());
      ProtobufFields.number(out, Word.START_MS_FIELD_NUMBER, WordTimes.start(word, chunk));
      ProtobufFields.number(out, Word.END_MS_FIELD_NUMBER, WordTimes.end(word, chunk));
      ProtobufFields.fraction(out, Word.CONFIDENCE_FIELD_NUMBER, word.confidence());
      if (config.diarization()) {
        ProtobufFields.text(out, Word.SPEAKER_FIELD_NUMBER, word.speaker());
      }
      if (config.has(Feature.LANGUAGE)) {
        ProtobufFields.text(out, Word.LANGUAGE_FIELD_NUMBER, word.language());
      }
      ProtobufFields.close(out, field);
    }
  }
}
