package ai.bizcrush.extapi.transcription.live.wire;

import static ai.bizcrush.extapi.transcription.live.Feature.ACKS;
import static ai.bizcrush.extapi.transcription.live.Feature.LANGUAGE;
import static ai.bizcrush.extapi.transcription.live.Feature.TIMESTAMPS;
import static ai.bizcrush.extapi.transcription.live.Feature.WORDS;
import static ai.bizcrush.extapi.transcription.live.wire.TestClient.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.proto.SttStreamConfig;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamConfig.Encoding;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The query and the first frame, taken together. */
class ConfigTests {

  @ParameterizedTest
  @ValueSource(strings = {"{}", "", "{\"encoding\":null,\"session_id\":null,\"features\":null}"})
  void whatIsAbsentHasItsDefault(String config) {
    StreamConfig settings = settings(config);

    assertThat(Ulids.parse(settings.sessionId())).isPresent();
    assertThat(settings)
        .isEqualTo(
            new StreamConfig(
                Encoding.PCM16, settings.sessionId(), null, false, false, Set.of(), null));
  }

  @Test
  void everyStreamWithoutANameGetsItsOwn() {
    assertThat(settings("{}").sessionId()).isNotEqualTo(settings("{}").sessionId());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"pcm16\"', PCM16",
    "'\"PCM16\"', PCM16",
    "'\" Opus \"', OPUS",
    "'\"OPUS\"', OPUS",
    "'\"\"', PCM16",
    "null, PCM16"
  })
  void theEncodingMayBeWrittenInAnyCase(String sent, Encoding understood) {
    assertThat(settings("{\"encoding\":" + sent + "}").encoding()).isEqualTo(understood);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"mp3\"", "\"pcm\"", "16", "true", "\"opus,pcm16\""})
  void anUnknownEncodingIsToldByItsCloseCode(String encoding) {
    assertRejected("{\"encoding\":" + encoding + "}", 1003, "Unknown encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "\"pcm16\"",
        "5",
        " ",
        "hello",
        "{} {}",
        "{\"encoding\":}",
        "{'encoding':'opus'}"
      })
  void whatIsNoObjectIsUnreadable(String config) {
    assertRejected(config, 1007, "Invalid JSON");
  }

  @Test
  void bytesThatAreNoUtf8AreUnreadable() {
    byte[] frame = {'{', '"', (byte) 0xc3, '"', ':', '1', '}'};
    var frames = new ClientFrames(TestClient.query(), TestClient.CONFIGS, new Heard());

    assertThatExceptionOfType(FrameRejected.class)
        .isThrownBy(() -> frames.text(frame, 0, frame.length))
        .satisfies(e -> assertThat(e.end().closeCode()).isEqualTo(1007));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"encoding\":{}} | Invalid encoding",
        "{\"session_id\":[]} | Invalid session_id",
        "{\"session_id\":\"a\\nb\"} | Invalid session_id",
        "{\"session_id\":\"a\\u0085b\"} | Invalid session_id",
        "{\"language_hints\":{}} | Invalid language_hints",
        "{\"language_hints\":[[]]} | Invalid language_hints",
        "{\"reduce_noise\":\"yes\"} | Invalid reduce_noise",
        "{\"enable_diarization\":2} | Invalid enable_diarization",
        "{\"features\":{}} | Invalid features",
        "{\"resume_token\":\"a b\"} | Invalid resume_token",
        "{\"session_id\":\"a\\u0000b\"} | Text must not contain U+0000",
        "{\"anything\":[{\"\\u0000\":1}]} | Text must not contain U+0000",
        "{\"session_id\":\"\\ud83d\"} | Text must not contain unpaired surrogates",
      })
  void aValueThatCannotBeMeantIsNamed(String config, String reason) {
    assertRejected(config, 1007, reason);
  }

  @Test
  void aSessionMayHaveAnyNameOfUpTo256Characters() {
    String longest = "\ud83d\ude00".repeat(256);

    assertThat(settings("{\"session_id\":\"" + longest + "\"}").sessionId()).isEqualTo(longest);
    assertThat(settings("{\"session_id\":\" ../a\\\"b \"}").sessionId()).isEqualTo(" ../a\"b ");
    assertThat(settings("{\"session_id\":5}").sessionId()).isEqualTo("5");
    assertThat(Ulids.parse(settings("{\"session_id\":\"\"}").sessionId())).isPresent();
    assertRejected("{\"session_id\":\"" + longest + "x\"}", 1007, "Invalid session_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"language_hints\":[\"ko\",\"en\"]} | ko en",
        "{\"language_hints\":\"ko, en-US\"} | ko en",
        "{\"language_hints\":[\"ko,en\",null,\"ja\",\"de\"]} | ko en ja",
        "{\"language_hint\":\"ko\"} | ko",
        "{\"language_hint\":[\"ko\",\"in_ID\"]} | ko id",
        "{\"language_hint\":\"ko\",\"language_hints\":[\"en\"]} | en",
        "{\"language_hint\":\"ko\",\"language_hints\":null} | ko",
        "{\"language_hint\":\"ko\",\"language_hints\":\"\"} | ko",
        "{\"language_hint\":\"ko\",\"language_hints\":[]} | automatic",
        "{\"language_hints\":[]} | automatic",
        "{\"language_hints\":[\"xx\"]} | automatic",
        "{\"language_hints\":null} | fr",
        "{\"language_hints\":\"\"} | fr",
        "{} | fr",
      })
  void hintsOfTheConfigBeatThoseOfTheQuery(String config, String understood) {
    StreamConfig settings = settings(config, "language_hints=fr");

    assertThat(written(settings.languages())).isEqualTo(understood);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "language_hints=ko,en | ko en",
        "language_hints=ko&language_hints=en | ko en",
        "language_hints=ko,en&language_hints=ja,de | ko en ja",
        "language_hint=ko | ko",
        "language_hint=ko&language_hints=en | en",
        "language_hint=ko&language_hints= | ko",
        "language_hints=xx | automatic",
        "language_hints= | absent",
        "language_hints=, | absent",
        "other=1 | absent",
      })
  void hintsOfTheQueryMayBeRepeatedAndCommaSeparated(String query, String understood) {
    StreamConfig settings = settings("{}", query.split("&"));

    assertThat(written(settings.languages())).isEqualTo(understood);
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "True, true",
    "1, true",
    "false, false",
    "0, false",
    "yes, false",
    "'', false"
  })
  void aFlagOfTheQueryIsSetOrNot(String value, boolean understood) {
    StreamConfig settings = settings("{}", "reduce_noise=" + value, "enable_diarization=" + value);

    assertThat(settings.reduceNoise()).isEqualTo(understood);
    assertThat(settings.diarization()).isEqualTo(understood);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"true,true", "\"true\",true", "1,true", "false,false", "\"0\",false", "null,true"})
  void aFlagOfTheConfigBeatsThatOfTheQuery(String value, boolean understood) {
    StreamConfig settings =
        settings(
            "{\"reduce_noise\":" + value + ",\"enable_diarization\":" + value + "}",
            "reduce_noise=true",
            "enable_diarization=true");

    assertThat(settings.reduceNoise()).isEqualTo(understood);
    assertThat(settings.diarization()).isEqualTo(understood);
  }

  @Test
  void featuresAreTakenFromEitherAndUnknownOnesIgnored() {
    assertThat(settings("{}", "features=words,ACKS,dance").features()).containsOnly(WORDS, ACKS);
    assertThat(settings("{}", "features=words", "features=language").features())
        .containsOnly(WORDS, LANGUAGE);
    assertThat(settings("{\"features\":[\"timestamps\",\"x\"]}", "features=words").features())
        .containsOnly(TIMESTAMPS);
    assertThat(settings("{\"features\":\"Words, timestamps\"}").features())
        .containsOnly(WORDS, TIMESTAMPS);
    assertThat(settings("{\"features\":[]}", "features=words").features()).isEmpty();
  }

  @Test
  void theLastOfTwoEqualKeysWinsAndUnknownOnesAreIgnored() {
    StreamConfig settings =
        settings("{\"encoding\":\"mp3\",\"x\":{\"y\":[1]},\"encoding\":\"opus\"}");

    assertThat(settings.encoding()).isEqualTo(Encoding.OPUS);
  }

  @Test
  void aRecordingIsResumedByItsToken() {
    assertThat(settings("{\"resume_token\":\"abc-_.~\"}").resumeToken()).isEqualTo("abc-_.~");
    assertThat(settings("{\"resume_token\":\"\"}").resumeToken()).isNull();
  }

  @Test
  void aConfigInProtobufSaysTheSame() {
    var client =
        TestClient.with("language_hints=fr", "reduce_noise=true", "features=acks")
            .config(
                SttStreamConfig.newBuilder()
                    .setEncoding("OPUS")
                    .setSessionId("s")
                    .addLanguageHints("ko,en")
                    .addLanguageHints("ja")
                    .setReduceNoise(false)
                    .setEnableDiarization(true)
                    .addFeatures("Words")
                    .setResumeToken("t"));

    assertThat(client.heard.config())
        .isEqualTo(
            new StreamConfig(
                Encoding.OPUS,
                "s",
                new LanguageHints(List.of("ko", "en", "ja")),
                false,
                true,
                Set.of(WORDS),
                "t"));
  }

  @Test
  void whatProtobufLeavesOutIsTakenFromTheQuery() {
    StreamConfig settings =
        TestClient.with(
                "language_hints=fr",
                "reduce_noise=true",
                "enable_diarization=true",
                "features=acks")
            .config(SttStreamConfig.newBuilder())
            .heard
            .config();

    assertThat(settings)
        .isEqualTo(
            new StreamConfig(
                Encoding.PCM16,
                settings.sessionId(),
                new LanguageHints(List.of("fr")),
                true,
                true,
                Set.of(ACKS),
                null));
  }

  @Test
  void aConfigInProtobufIsRefusedForTheSameReasons() {
    assertRejected(SttStreamConfig.newBuilder().setEncoding("mp3"), 1003, "Unknown encoding");
    assertRejected(
        SttStreamConfig.newBuilder().setSessionId("s".repeat(257)), 1007, "Invalid session_id");
    assertRejected(
        SttStreamConfig.newBuilder().setResumeToken("a b"), 1007, "Invalid resume_token");
  }

  private static void assertRejected(String config, int closeCode, String reason) {
    assertThatExceptionOfType(FrameRejected.class)
        .isThrownBy(() -> settings(config))
        .satisfies(e -> assertEnd(e.end(), closeCode, reason));
  }

  private static void assertRejected(SttStreamConfig.Builder config, int closeCode, String reason) {
    assertThatExceptionOfType(FrameRejected.class)
        .isThrownBy(() -> TestClient.protobuf().config(config))
        .satisfies(e -> assertEnd(e.end(), closeCode, reason));
  }

  private static void assertEnd(StreamEnd end, int closeCode, String reason) {
    ErrorCode code =
        closeCode == 1003 ? ErrorCode.UNSUPPORTED_MEDIA_TYPE : ErrorCode.INVALID_ARGUMENT;
    assertThat(end).isEqualTo(StreamEnd.error(closeCode, code, reason, false));
  }

  private static String written(@Nullable LanguageHints hints) {
    if (hints == null) {
      return "absent";
    }
    return hints.automatic() ? "automatic" : String.join(" ", hints.codes());
  }
}
