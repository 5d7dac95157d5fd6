package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Frames in JSON. What a client did not ask for is left out; what it did is always there. */
final class JsonFrames implements ServerFrames {

  static final JsonFrames INSTANCE = new JsonFrames();

  private static final byte[] CONNECTED = ascii("{\"connected\":true}");
  private static final byte[] CHUNK = ascii("{\"chunk\":{\"id\":");
  private static final byte[] SESSION_ID = ascii(",\"session_id\":");
  private static final byte[] TEXT = ascii(",\"text\":");
  private static final byte[] INTERIM = ascii(",\"is_final\":false");
  private static final byte[] FINAL = ascii(",\"is_final\":true");
  private static final byte[] SPEAKER = ascii(",\"speaker\":");
  private static final byte[] LANGUAGE = ascii(",\"language\":");
  private static final byte[] START_MS = ascii(",\"start_ms\":");
  private static final byte[] END_MS = ascii(",\"end_ms\":");
  private static final byte[] CONFIDENCE = ascii(",\"confidence\":");
  private static final byte[] WORDS = ascii(",\"words\":[");
  private static final byte[] WORD = ascii("{\"text\":");
  private static final byte[] ERROR = ascii("{\"error\":{\"code\":");
  private static final byte[] REFUSAL = ascii("{\"connected\":false,\"error\":{\"code\":");
  private static final byte[] MESSAGE = ascii(",\"message\":");
  private static final byte[] RETRYABLE = ascii(",\"retryable\":true}}");
  private static final byte[] PERMANENT = ascii(",\"retryable\":false}}");
  private static final byte[] ACK = ascii("{\"ack\":{\"received_ms\":");
  private static final byte[] FINAL_MS = ascii(",\"final_ms\":");
  private static final byte[] RESUME_TOKEN = ascii(",\"resume_token\":");
  private static final byte[] CLOSE_TWO = ascii("}}");

  private JsonFrames() {}

  @Override
  public boolean areText() {
    return true;
  }

  @Override
  public void connected(FrameBuffer out) {
    out.clear();
    out.add(CONNECTED);
  }

  @Override
  public void chunk(Chunk chunk, StreamConfig config, FrameBuffer out) {
    out.clear();
    text(out, CHUNK, chunk.id());
    text(out, SESSION_ID, chunk.sessionId());
    text(out, TEXT, chunk.text());
    out.add(chunk.isFinal() ? FINAL : INTERIM);
    if (config.diarization()) {
      text(out, SPEAKER, chunk.speaker());
    }
    if (config.has(Feature.LANGUAGE)) {
      text(out, LANGUAGE, chunk.language());
    }
    if (config.has(Feature.TIMESTAMPS)) {
      time(out, chunk.startMs(), chunk.endMs(), chunk.confidence());
    }
    if (config.has(Feature.WORDS)) {
      words(chunk, config, out);
    }
    out.add(CLOSE_TWO);
  }

  @Override
  public void error(StreamEnd end, boolean connected, FrameBuffer out) {
    ErrorCode code = Objects.requireNonNull(end.code());
    out.clear();
    text(out, connected ? ERROR : REFUSAL, code.name());
    text(out, MESSAGE, end.reason());
    out.add(end.retryable() ? RETRYABLE : PERMANENT);
  }

  @Override
  public void ack(long receivedMs, long finalMs, @Nullable String resumeToken, FrameBuffer out) {
    out.clear();
    number(out, ACK, receivedMs);
    number(out, FINAL_MS, finalMs);
    if (resumeToken != null) {
      text(out, RESUME_TOKEN, resumeToken);
    }
    out.add(CLOSE_TWO);
  }

  private static void words(Chunk chunk, StreamConfig config, FrameBuffer out) {
    out.add(WORDS);
    List<LiveWord> words = chunk.words();
    for (int i = 0; i < words.size(); i++) {
      LiveWord word = words.get(i);
      if (i > 0) {
        out.add(',');
      }
      text(out, WORD, word.text());
      time(out, WordTimes.start(word, chunk), WordTimes.end(word, chunk), word.confidence());
      if (config.diarization()) {
        text(out, SPEAKER, word.speaker());
      }
      if (config.has(Feature.LANGUAGE)) {
        text(out, LANGUAGE, word.language());
      }
      out.add('}');
    }
    out.add(']');
  }

  private static void time(FrameBuffer out, long startMs, long endMs, double confidence) {
    number(out, START_MS, startMs);
    number(out, END_MS, endMs);
    out.add(CONFIDENCE);
    JsonValues.fraction(out, confidence);
  }

  private static void text(FrameBuffer out, byte[] name, CharSequence text) {
    out.add(name);
    JsonValues.text(out, text);
  }

  private static void number(FrameBuffer out, byte[] name, long number) {
    out.add(name);
    JsonValues.number(out, number);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
