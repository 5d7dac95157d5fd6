package ai.bizcrush.extapi.transcription.live.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.http.Allocation;
import ai.bizcrush.extapi.proto.StreamAck;
import ai.bizcrush.extapi.proto.StreamError;
import ai.bizcrush.extapi.proto.SttStreamResponse;
import ai.bizcrush.extapi.proto.TranscriptChunk;
import ai.bizcrush.extapi.proto.Word;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamConfig.Encoding;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** JSON to the letter, and as another reader understands it; protobuf as the generated classes. */
class ServerFramesTests {

  private static final StreamConfig PLAIN = config(false, Set.of());
  private static final StreamConfig EVERYTHING = config(true, EnumSet.allOf(Feature.class));
  private static final StreamEnd REFUSAL =
      StreamEnd.error(1008, ErrorCode.UNAUTHENTICATED, "Invalid API key", false);
  private static final StreamEnd OVERLOAD =
      StreamEnd.error(1013, ErrorCode.UNAVAILABLE, "Try \"later\"", true);
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ServerFrames json = ServerFrames.of(TestClient.query("format=json"));
  private final ServerFrames protobuf = ServerFrames.of(TestClient.query());
  private final FrameBuffer buffer = new FrameBuffer();

  @Test
  void theFormatIsThatOfTheQuery() {
    assertThat(json.areText()).isTrue();
    assertThat(protobuf.areText()).isFalse();
    for (String format : new String[] {"json", "JSON", " Json "}) {
      assertThat(ServerFrames.of(TestClient.query("format=" + format)).areText()).isTrue();
    }
    for (String format : new String[] {"", "protobuf", "jsonl"}) {
      assertThat(ServerFrames.of(TestClient.query("format=" + format)).areText()).isFalse();
    }
  }

  @Test
  void aConnectionIsTold() {
    json.connected(buffer);

    assertThat(text()).isEqualTo("{\"connected\":true}");
  }

  @Test
  void aChunkHasFourFieldsUnlessMoreWasAskedFor() {
    json.chunk(TestChunk.saying("Hello, you"), PLAIN, buffer);
    assertThat(text())
        .isEqualTo(
            "{\"chunk\":{\"id\":\"01KMCHP57H31XYZABC\",\"session_id\":\"my-session\","
                + "\"text\":\"Hello, you\",\"is_final\":false}}");

    json.chunk(TestChunk.saying("Hello, you").asFinal(), PLAIN, buffer);
    assertThat(text()).endsWith(",\"is_final\":true}}");
  }

  @Test
  void everythingThatWasAskedForIsThere() {
    json.chunk(TestChunk.saying("Hello, you").asFinal(), EVERYTHING, buffer);

    assertThat(text())
        .isEqualTo(
            "{\"chunk\":{\"id\":\"01KMCHP57H31XYZABC\",\"session_id\":\"my-session\","
                + "\"text\":\"Hello, you\",\"is_final\":true,\"speaker\":\"1\",\"language\":\"en\","
                + "\"start_ms\":1200,\"end_ms\":2960,\"confidence\":0.9375,\"words\":["
                + "{\"text\":\" Hello,\",\"start_ms\":1200,\"end_ms\":1500,\"confidence\":0.5,"
                + "\"speaker\":\"1\",\"language\":\"en\"},"
                + "{\"text\":\" you\",\"start_ms\":1200,\"end_ms\":2960,\"confidence\":0,"
                + "\"speaker\":\"\",\"language\":\"\"}]}}");
  }

  @Test
  void nothingThatWasAskedForIsLeftOut() {
    json.chunk(TestChunk.empty(), EVERYTHING, buffer);

    assertThat(text())
        .isEqualTo(
            "{\"chunk\":{\"id\":\"\",\"session_id\":\"\",\"text\":\"\",\"is_final\":false,"
                + "\"speaker\":\"\",\"language\":\"\",\"start_ms\":0,\"end_ms\":0,"
                + "\"confidence\":0,\"words\":[]}}");
  }

  @ParameterizedTest
  @CsvSource({
    "WORDS, words",
    "TIMESTAMPS, 'start_ms end_ms confidence'",
    "LANGUAGE, language",
    "ACKS, ''"
  })
  void aFeatureAddsWhatItIsNamedAfterAndNothingElse(Feature feature, String added) {
    json.chunk(TestChunk.saying("Hello"), config(false, Set.of(feature)), buffer);

    var expected = new ArrayList<>(List.of("id", "session_id", "text", "is_final"));
    expected.addAll(added.isEmpty() ? List.of() : List.of(added.split(" ")));
    assertThat(MAPPER.readTree(text()).get("chunk").propertyNames())
        .containsExactlyElementsOf(expected);
  }

  @Test
  void diarizationAddsTheSpeaker() {
    json.chunk(TestChunk.saying("Hello"), config(true, Set.of()), buffer);

    assertThat(text()).endsWith(",\"is_final\":false,\"speaker\":\"1\"}}");
  }

  @Test
  void anErrorIsTold() {
    json.error(OVERLOAD, true, buffer);
    assertThat(text())
        .isEqualTo(
            "{\"error\":{\"code\":\"UNAVAILABLE\",\"message\":\"Try \\\"later\\\"\","
                + "\"retryable\":true}}");

    json.error(REFUSAL, false, buffer);
    assertThat(text())
        .isEqualTo(
            "{\"connected\":false,\"error\":{\"code\":\"UNAUTHENTICATED\","
                + "\"message\":\"Invalid API key\",\"retryable\":false}}");
  }

  @Test
  void anAckIsTold() {
    json.ack(1234, 0, "t", buffer);

    assertThat(text())
        .isEqualTo("{\"ack\":{\"received_ms\":1234,\"final_ms\":0,\"resume_token\":\"t\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", "1, 1", "0.5, 0.5", "0.25, 0.25", "0.0001, 0.0001", "0.00004, 0", "0.99996, 1",
    "0.9302, 0.9302", "0.1, 0.1", "0.07, 0.07", "1.5, 1", "-0.5, 0", "NaN, 0", "-0.0, 0"
  })
  void aConfidenceIsANumberFromZeroToOne(double confidence, String written) {
    var chunk = TestChunk.saying("x").with(confidence, List.of());

    json.chunk(chunk, config(false, Set.of(Feature.TIMESTAMPS)), buffer);
    assertThat(text()).endsWith("\"confidence\":" + written + "}}");

    protobuf.chunk(chunk, config(false, Set.of(Feature.TIMESTAMPS)), buffer);
    assertThat(frame())
        .isEqualTo(
            response(chunk("x", 1200, 2960, (float) Math.clamp(nonNan(confidence), 0.0, 1.0))));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 9, 10, 99, 100, 127, 128, 16_383, 16_384, 2_147_483_648L, Long.MAX_VALUE})
  void aNumberIsANumber(long number) {
    json.ack(number, -number, "", buffer);
    assertThat(text())
        .isEqualTo(
            "{\"ack\":{\"received_ms\":"
                + number
                + ",\"final_ms\":"
                + -number
                + ",\"resume_token\":\"\"}}");

    protobuf.ack(number, number / 2, "", buffer);
    assertThat(frame())
        .isEqualTo(
            SttStreamResponse.newBuilder()
                .setAck(StreamAck.newBuilder().setReceivedMs(number).setFinalMs(number / 2))
                .build()
                .toByteArray());
  }

  @Test
  void theSmallestNumberIsANumberToo() {
    buffer.clear();
    JsonValues.number(buffer, Long.MIN_VALUE);

    assertThat(text()).isEqualTo("-9223372036854775808");
  }

  @Test
  void protobufIsWhatTheGeneratedClassesWrite() {
    protobuf.connected(buffer);
    assertThat(frame())
        .isEqualTo(SttStreamResponse.newBuilder().setConnected(true).build().toByteArray());

    protobuf.error(OVERLOAD, false, buffer);
    assertThat(frame())
        .isEqualTo(
            SttStreamResponse.newBuilder()
                .setError(
                    StreamError.newBuilder()
                        .setCode("UNAVAILABLE")
                        .setMessage("Try \"later\"")
                        .setRetryable(true))
                .build()
                .toByteArray());

    protobuf.error(REFUSAL, false, buffer);
    assertThat(frame())
        .isEqualTo(
            SttStreamResponse.newBuilder()
                .setError(
                    StreamError.newBuilder()
                        .setCode("UNAUTHENTICATED")
                        .setMessage("Invalid API key"))
                .build()
                .toByteArray());

    protobuf.ack(5, 0, "token", buffer);
    assertThat(frame())
        .isEqualTo(
            SttStreamResponse.newBuilder()
                .setAck(StreamAck.newBuilder().setReceivedMs(5).setResumeToken("token"))
                .build()
                .toByteArray());

    protobuf.chunk(TestChunk.empty(), EVERYTHING, buffer);
    assertThat(frame()).isEqualTo(response(TranscriptChunk.newBuilder()));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyChunkIsWrittenToTheByteAndReadBack(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      var config = config(random.nextBoolean(), features(random));
      var chunk = chunk(random);

      protobuf.chunk(chunk, config, buffer);
      assertThat(frame()).as("%s", i).isEqualTo(response(generated(chunk, config)));

      json.chunk(chunk, config, buffer);
      var read = MAPPER.readTree(text()).get("chunk");
      assertThat(read.get("text").stringValue()).isEqualTo(wellFormed(chunk.text()));
      assertThat(read.get("session_id").stringValue()).isEqualTo(wellFormed(chunk.sessionId()));
      assertThat(read.get("is_final").booleanValue()).isEqualTo(chunk.isFinal());
      if (config.has(Feature.WORDS)) {
        assertThat(read.get("words").size()).isEqualTo(chunk.words().size());
      }
    }
  }

  @Test
  void everyCharacterIsWritten() {
    var all = new StringBuilder();
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      all.append(c).append('.');
    }
    all.append("\ud83d\ude00\udbff\udfff\ud800\udc00").append('\ud83d');

    json.chunk(TestChunk.saying(all), PLAIN, buffer);
    assertThat(MAPPER.readTree(text()).get("chunk").get("text").stringValue())
        .isEqualTo(wellFormed(all));

    protobuf.chunk(TestChunk.saying(all), PLAIN, buffer);
    assertThat(frame()).isEqualTo(response(chunk(wellFormed(all), 0, 0, 0)));
  }

  @Test
  void controlsAreEscapedInJson() {
    json.error(
        StreamEnd.error(1011, ErrorCode.INTERNAL, "\n\r\t\b\f\u0000\u001f\u007f\\/\"\u2028", false),
        true,
        buffer);

    assertThat(text()).contains("\"\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\u007f\\\\/\\\"\u2028\"");
  }

  @Test
  void aFrameMayBeLargeAndTheNextOneSmall() {
    String text = "\ud55c".repeat(300_000);

    for (ServerFrames frames : List.of(json, protobuf)) {
      frames.chunk(TestChunk.saying(text), PLAIN, buffer);
      assertThat(buffer.length()).isGreaterThan(900_000);
      frames.connected(buffer);
      assertThat(buffer.array().length).isLessThan(10_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "protobuf"})
  void anInterimCostsNoAllocation(String format) {
    var frames = ServerFrames.of(TestClient.query("format=" + format));
    var chunk = TestChunk.saying(new StringBuilder("caf\u00e9 \ud55c\uad6d\uc5b4 ".repeat(8)));
    frames.chunk(chunk, EVERYTHING, buffer);

    var allocation = new Allocation();
    for (int i = 0; i < 10_000; i++) {
      frames.chunk(chunk, EVERYTHING, buffer);
    }
    allocation.close();

    assertThat(allocation.bytes()).isLessThan(10_000);
  }

  private String text() {
    return new String(buffer.array(), 0, buffer.length(), StandardCharsets.UTF_8);
  }

  private byte[] frame() {
    return Arrays.copyOf(buffer.array(), buffer.length());
  }

  private static StreamConfig config(boolean diarization, Set<Feature> features) {
    return new StreamConfig(Encoding.PCM16, "s", null, false, diarization, features, null);
  }

  private static TranscriptChunk.Builder chunk(
      String text, long startMs, long endMs, float confidence) {
    return TranscriptChunk.newBuilder()
        .setId("01KMCHP57H31XYZABC")
        .setSessionId("my-session")
        .setText(text)
        .setStartMs(startMs)
        .setEndMs(endMs)
        .setConfidence(confidence == 0 ? 0 : confidence);
  }

  private static TranscriptChunk.Builder generated(TestChunk chunk, StreamConfig config) {
    var generated =
        TranscriptChunk.newBuilder()
            .setId(chunk.id())
            .setSessionId(wellFormed(chunk.sessionId()))
            .setText(wellFormed(chunk.text()))
            .setIsFinal(chunk.isFinal());
    if (config.diarization()) {
      generated.setSpeaker(chunk.speaker());
    }
    if (config.has(Feature.LANGUAGE)) {
      generated.setLanguage(chunk.language());
    }
    if (config.has(Feature.TIMESTAMPS)) {
      generated
          .setStartMs(chunk.startMs())
          .setEndMs(chunk.endMs())
          .setConfidence((float) chunk.confidence());
    }
    if (config.has(Feature.WORDS)) {
      chunk.words().forEach(word -> generated.addWords(generated(word, config)));
    }
    return generated;
  }

  private static Word.Builder generated(LiveWord word, StreamConfig config) {
    var generated =
        Word.newBuilder()
            .setText(wellFormed(word.text()))
            .setStartMs(word.startMs())
            .setEndMs(word.endMs())
            .setConfidence((float) word.confidence());
    if (config.diarization()) {
      generated.setSpeaker(word.speaker());
    }
    if (config.has(Feature.LANGUAGE)) {
      generated.setLanguage(word.language());
    }
    return generated;
  }

  private static byte[] response(TranscriptChunk.Builder chunk) {
    return SttStreamResponse.newBuilder().setChunk(chunk).build().toByteArray();
  }

  private static Set<Feature> features(Random random) {
    var features = EnumSet.noneOf(Feature.class);
    for (Feature feature : Feature.values()) {
      if (random.nextBoolean()) {
        features.add(feature);
      }
    }
    return features;
  }

  private static TestChunk chunk(Random random) {
    var words = new ArrayList<LiveWord>();
    for (int i = random.nextInt(30); i > 0; i--) {
      long start = random.nextInt(100_000);
      words.add(
          new LiveWord(said(random, 12), start, start + 300, random.nextDouble(), "" + i, "ko"));
    }
    return new TestChunk(
        "01K" + random.nextInt(),
        said(random, 300),
        new StringBuilder(said(random, 1 << random.nextInt(15))),
        random.nextBoolean(),
        random.nextBoolean() ? "" : "2",
        random.nextBoolean() ? "" : "th",
        random.nextLong(Long.MAX_VALUE) >> random.nextInt(63),
        random.nextLong(Long.MAX_VALUE) >> random.nextInt(63),
        random.nextDouble(),
        words);
  }

  /** Anything that a text can hold, halves of pairs included. */
  private static String said(Random random, int longest) {
    int[] bounds = {0x80, 0x800, 0x10000, 0x110000};
    int bound = bounds[random.nextInt(4)];
    var text = new StringBuilder();
    for (int i = random.nextInt(longest); i > 0; i--) {
      text.appendCodePoint(random.nextInt(bound));
    }
    if (random.nextInt(5) == 0) {
      text.insert(random.nextInt(text.length() + 1), (char) (0xd800 + random.nextInt(0x800)));
    }
    return text.toString();
  }

  /** With U+FFFD for every half of a pair. */
  private static String wellFormed(CharSequence text) {
    return text.codePoints()
        .map(c -> c >= 0xd800 && c < 0xe000 ? 0xfffd : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static double nonNan(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
