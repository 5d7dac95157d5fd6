package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.transcription.live.Chunk;
import java.util.List;

/** A chunk that says what it is told to. */
record TestChunk(
    String id,
    String sessionId,
    CharSequence text,
    boolean isFinal,
    String speaker,
    String language,
    long startMs,
    long endMs,
    double confidence,
    List<LiveWord> words)
    implements Chunk {

  static TestChunk saying(CharSequence text) {
    return new TestChunk(
        "01KMCHP57H31XYZABC",
        "my-session",
        text,
        false,
        "1",
        "en",
        1200,
        2960,
        0.93751,
        twoWords());
  }

  static TestChunk empty() {
    return new TestChunk("", "", "", false, "", "", 0, 0, 0, List.of());
  }

  TestChunk in(String session) {
    return new TestChunk(
        id, session, text, isFinal, speaker, language, startMs, endMs, confidence, words);
  }

  TestChunk asFinal() {
    return new TestChunk(
        id, sessionId, text, true, speaker, language, startMs, endMs, confidence, words);
  }

  TestChunk with(double certainty, List<LiveWord> spoken) {
    return new TestChunk(
        id, sessionId, text, isFinal, speaker, language, startMs, endMs, certainty, spoken);
  }

  private static List<LiveWord> twoWords() {
    return List.of(
        new LiveWord(" Hello,", 1200, 1500, 0.5, "1", "en"),
        new LiveWord(" you", -1, -1, 0, "", ""));
  }
}
