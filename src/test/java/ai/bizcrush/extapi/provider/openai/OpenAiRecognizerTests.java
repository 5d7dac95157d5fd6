package ai.bizcrush.extapi.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.http.Hearing;
import ai.bizcrush.extapi.engine.http.RemoteRecognizerContract;
import ai.bizcrush.extapi.engine.http.Reply;
import ai.bizcrush.extapi.engine.socket.PlayedSocket;
import ai.bizcrush.extapi.media.RealMedia;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRecognizerTests extends RemoteRecognizerContract<ScriptedOpenAi> {

  private static final String DIARIZING = "gpt-4o-transcribe-diarize";

  OpenAiRecognizerTests() {
    super(new ScriptedOpenAi(API_KEY));
  }

  /** The contract asks for speakers. */
  /** With an upload that eleven minutes fill: an hour takes the encoder twenty seconds. */
  @Override
  protected FileRecognizer recognizer(String baseUrl) {
    return recognizer(Map.of("base-url", baseUrl, "model", DIARIZING, "max-upload", "4MB"));
  }

  @Test
  void aSegmentOfWhisperIsAnUtterance() throws Exception {
    var transcript = recognize("whisper-1", request());

    assertThat(transcript.utterances())
        .containsExactly(
            new Utterance(
                "0", "Good morning.", ms(100), ms(2500), Math.exp(-0.105), "en", List.of()));
    assertThat(vendor.form().fields())
        .isEqualTo(
            Map.of("model", List.of("whisper-1"), "response_format", List.of("verbose_json")));
    assertThat(vendor.form().isWav()).isTrue();
  }

  @Test
  void wordsAreGivenToTheirSegments() throws Exception {
    var recognizer = recognizer(Map.of("word-times", "true"));

    var transcript = recognizer.recognize(tone(Duration.ofSeconds(8)), request(), PATIENT);

    assertThat(transcript.utterances().getFirst().words())
        .containsExactly(
            new Word("Good", ms(100), ms(1000), 0), new Word("morning", ms(1100), ms(2500), 0));
  }

  @Test
  void lettersOfSpeakersBecomeNumbers() throws Exception {
    vendor.hear(Hearing.TWO_SPEAKERS);

    var transcript = recognize(DIARIZING, request());

    assertThat(transcript.utterances()).extracting(Utterance::speaker).containsExactly("0", "1");
    assertThat(transcript.utterances().getLast().end()).isEqualTo(ms(7900));
    assertThat(vendor.form().field("chunking_strategy")).isEqualTo("auto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o-transcribe", "gpt-4o-mini-transcribe"})
  void textWithoutTimesLastsFromBeginningToEnd(String model) throws Exception {
    var transcript = recognize(model, request("en"));

    assertThat(transcript.utterances())
        .containsExactly(
            new Utterance("0", "Good morning.", Duration.ZERO, ms(8000), 0, "en", List.of()));
    assertThat(recognizer(Map.of("model", model)).capabilities().maxDuration())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void silenceWithoutTimesIsSilence() throws Exception {
    vendor.hear(Hearing.SILENCE);

    assertThat(recognize("gpt-4o-transcribe", request())).isEqualTo(Transcript.SILENCE);
  }

  @Test
  void oneExpectedLanguageIsSentAndTwoAreNot() throws Exception {
    recognize("whisper-1", request("ko"));
    var one = vendor.form();
    recognize("whisper-1", request("ko", "en"));

    assertThat(one.field("language")).isEqualTo("ko");
    assertThat(vendor.form().fields()).doesNotContainKey("language");
  }

  @Test
  void aHintedModelTakesAllLanguagesAndAListOfKeywords() throws Exception {
    var hints = LanguageHints.of(List.of("de", "en"));
    var request = new RecognitionRequest(hints, false, List.of("BizCrush", "Zürich, \"Süd\""));

    var transcript = recognize("gpt-transcribe", request);

    assertThat(vendor.form().fields().get("languages[]")).containsExactly("de", "en");
    assertThat(vendor.form().fields().get("keywords[]"))
        .containsExactly("BizCrush", "Zürich, \"Süd\"");
    assertThat(transcript.utterances().getFirst().language()).isEqualTo("de");
  }

  @Test
  void keywordsAreAPromptOfBoundedLength() throws Exception {
    var words = IntStream.range(0, 500).mapToObj(i -> "word" + i).toList();

    recognize("whisper-1", new RecognitionRequest(LanguageHints.AUTOMATIC, false, words));

    assertThat(vendor.form().field("prompt")).startsWith("word0, word1, ").hasSizeLessThan(601);
  }

  @Test
  void keywordsAreKeptFromAModelThatRefusesThem() throws Exception {
    var request = new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of("BizCrush"));

    assertThat(recognize(DIARIZING, request).utterances()).isNotEmpty();
    assertThat(recognizer(Map.of("model", DIARIZING)).capabilities().keywords()).isFalse();
  }

  @Test
  void whatIsTooLargeForAnUploadIsCompressed() throws Exception {
    var recognizer = recognizer(Map.of("max-upload", "200KB"));
    var recording = tone(Duration.ofSeconds(20));

    var transcript = recognizer.recognize(recording, request(), PATIENT);

    assertThat(transcript.utterances()).isNotEmpty();
    assertThat(vendor.form().fileName()).isEqualTo("audio.ogg");
    assertThat(vendor.form().fileType()).isEqualTo("audio/ogg");
    assertThat(vendor.form().fileLength()).isBetween(10_000L, 136_000L);
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void aCompressedUploadIsDeletedAfterAFailure() throws Exception {
    vendor.misbehave(request -> true, Reply.empty(503));
    var recognizer = recognizer(Map.of("max-upload", "200KB"));
    var recording = tone(Duration.ofSeconds(20));

    assertThatThrownBy(() -> recognizer.recognize(recording, request(), PATIENT))
        .isInstanceOf(EngineException.class);
    assertThat(temporaryFiles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "whisper-1, true, PT1H12M38S",
    "whisper-1, false, PT13M37S",
    "gpt-4o-transcribe-diarize, true, PT23M10S",
    "gpt-4o-transcribe-diarize, false, PT13M37S",
    "Systran/faster-whisper-small, false, PT13M37S",
  })
  void theLongestRecordingIsWhatTheModelAndTheUploadAllow(
      String model, String compress, Duration longest) {
    var recognizer = recognizer(Map.of("model", model, "compress", compress));

    assertThat(recognizer.capabilities().maxDuration()).isEqualTo(longest);
  }

  @Test
  void theLongestRecordingCanBeSet() {
    var capabilities = recognizer(Map.of("max-duration", "5m")).capabilities();

    assertThat(capabilities.maxDuration()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @CsvSource({
    "429, insufficient_quota, UNAVAILABLE, false",
    "429, rate_limit_exceeded, OVER_CAPACITY, true",
    "400, model_not_found, UNAVAILABLE, false",
    "400, invalid_value, REJECTED, false",
    "404, model_not_found, UNAVAILABLE, false",
  })
  void theCodeOfAFailureIsMoreThanItsStatus(int status, String code, Kind kind, boolean retryable) {
    vendor.misbehave(request -> true, ScriptedOpenAi.coded(status, code));

    var failure = failure();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).hasMessageNotContaining("words");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"failed to read audio data\"}",
        "{\"error\":{\"message\":\"words\"},\"text\":\"\"}",
        "{}",
        "{\"text\":\"a\",\"segments\":[{\"text\":\"a\",\"start\":0}]}",
        "{\"text\":\"a\",\"segments\":[{\"text\":\"a\",\"start\":0,\"end\":\"NaN\"}]}",
        "{\"text\":\"a\",\"segments\":[{\"text\":\"a\",\"start\":0,\"end\":1,\"avg_logprob\":NaN}]}",
        "{\"text\":\"a\",\"segments\":[{\"text\":\"a\",\"start\":0,\"end\":900}]}",
      })
  void aSenselessAnswerIsAFault(String body) {
    vendor.misbehave(request -> true, Reply.json(200, body));

    assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure().retryable()).isFalse();
  }

  @Test
  void aServerThatKnowsLittleIsUnderstood() throws Exception {
    vendor.misbehave(
        request -> true,
        Reply.json(
            200,
            """
            {"language":"ko","segments":[
              {"start":0,"end":1,"text":" \\u0000"},
              {"start":6.5,"end":30.0,"text":"둘\\u0000"},
              {"start":1,"end":2,"text":"하나","words":[{"word":" 하나","start":0.9,"end":2,"probability":0.5}]}]}"""));

    var transcript = recognize("whisper-1", request());

    assertThat(transcript.utterances())
        .containsExactly(
            new Utterance(
                "0",
                "하나",
                ms(1000),
                ms(2000),
                0,
                "ko",
                List.of(new Word("하나", ms(1000), ms(2000), 0.5))),
            new Utterance("0", "둘", ms(6500), ms(8000), 0, "ko", List.of()));
  }

  @Test
  void aSpeakerThatHasNoNumberIsAFault() {
    vendor.misbehave(
        request -> true,
        Reply.json(
            200,
            """
            {"text":"a","segments":[{"text":"a","start":0,"end":1,"speaker":"Bob"}]}"""));

    assertThatThrownBy(() -> recognize(DIARIZING, request()))
        .isInstanceOf(EngineException.class)
        .hasMessageNotContaining("Bob");
  }

  @Test
  void aServerOfOnesOwnNeedsNoKeyAndMayHaveAnotherPath() throws Exception {
    try (var own = new ScriptedOpenAi("")) {
      own.misbehave(
          request -> request.path().equals("/inference"),
          Reply.json(200, "{\"text\":\"hello\",\"segments\":[]}"));
      var recognizer =
          recognizer(Map.of("base-url", own.address() + "/", "path", "/inference", "api-key", ""));

      var transcript = recognizer.recognize(tone(Duration.ofSeconds(1)), request("en"), PATIENT);

      assertThat(transcript.utterances()).extracting(Utterance::text).containsExactly("hello");
      assertThat(own.requests().getFirst().headers()).doesNotContainKey("Authorization");
      recognizer.check(PATIENT);
    }
  }

  @Test
  void theCheckFindsAWrongKey() {
    var recognizer = recognizer(Map.of("api-key", "another"));

    assertThatThrownBy(() -> recognizer.check(PATIENT))
        .isInstanceOf(EngineException.class)
        .hasMessage("answered 401");
  }

  @ParameterizedTest
  @CsvSource({
    "base-url, ftp://host, baseUrl",
    "base-url, host:8000, baseUrl",
    "path, inference, path",
    "api-key, two words, apiKey",
    "model, ' ', model",
    "max-duration, 1s, maxDuration",
    "dialect, klingon, dialect"
  })
  void settingsThatCannotWorkAreRefused(String property, String value, String named) {
    assertThatThrownBy(() -> recognizer(Map.of(property, value))).hasStackTraceContaining(named);
  }

  @Test
  void settingsDoNotShowTheKey() {
    var settings = new ConfiguredProvider("a", Map.of("api-key", API_KEY)).as(OpenAiSettings.class);

    assertThat(settings.toString()).doesNotContain(API_KEY);
  }

  private FileRecognizer recognizer(Map<String, String> properties) {
    var all = new HashMap<>(Map.of("base-url", vendor.address(), "api-key", API_KEY));
    all.putAll(properties);
    return new OpenAiEngines(http, RealMedia.standard().encoder(), new PlayedSocket())
        .file(new ConfiguredProvider("openai", all));
  }

  private Transcript recognize(String model, RecognitionRequest request) throws Exception {
    return recognizer(Map.of("model", model))
        .recognize(tone(Duration.ofSeconds(8)), request, PATIENT);
  }

  private EngineException failure() {
    return catchThrowableOfType(EngineException.class, () -> recognize("whisper-1", request()));
  }

  private static RecognitionRequest request(String... languages) {
    return new RecognitionRequest(LanguageHints.of(List.of(languages)), true, List.of());
  }

  private static List<Path> temporaryFiles() throws Exception {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("extapi-upload"))
          .toList();
    }
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
