package ai.bizcrush.extapi.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.http.RemoteRecognizerContract;
import ai.bizcrush.extapi.engine.http.Reply;
import ai.bizcrush.extapi.engine.socket.PlayedSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeepgramRecognizerTests extends RemoteRecognizerContract<ScriptedDeepgram> {

  DeepgramRecognizerTests() {
    super(new ScriptedDeepgram(API_KEY));
  }

  @Override
  protected FileRecognizer recognizer(String baseUrl) {
    return recognizer(Map.of("base-url", baseUrl));
  }

  @Test
  void anUtteranceKeepsItsWords() throws Exception {
    var transcript = recognize(request());

    assertThat(transcript.utterances())
        .containsExactly(
            new Utterance(
                "0",
                "Good morning.",
                ms(100),
                ms(2500),
                0.98,
                "en",
                List.of(
                    new Word("Good", ms(100), ms(1000), 0.99),
                    new Word("morning.", ms(1100), ms(2500), 0.97))));
  }

  @Test
  void theRequestIsTheQueryAndTheAudio() throws Exception {
    recognize(
        new RecognitionRequest(LanguageHints.of(List.of("ko")), true, List.of("Biz Crush", "a&b")));

    var request = vendor.requests().getLast();
    assertThat(request.query())
        .isEqualTo(
            Map.of(
                "model", List.of("nova-3"),
                "smart_format", List.of("true"),
                "utterances", List.of("true"),
                "diarize", List.of("true"),
                "language", List.of("ko"),
                "keyterm", List.of("Biz Crush", "a&b")));
    assertThat(request.header("Content-Type")).isEqualTo("audio/wav");
    assertThat(request.length()).isEqualTo(44 + 8 * 32_000);
  }

  @Test
  void withoutExpectedLanguagesTheLanguageIsDetected() throws Exception {
    recognize(request());

    assertThat(vendor.requests().getLast().query())
        .containsEntry("detect_language", List.of("true"))
        .doesNotContainKey("language");
  }

  @Test
  void severalExpectedLanguagesNarrowTheDetection() throws Exception {
    recognize(request("de", "fr"));

    assertThat(vendor.requests().getLast().query())
        .containsEntry("detect_language", List.of("de", "fr"));
  }

  @Test
  void aMultilingualModelIsToldAllOfThem() throws Exception {
    var recognizer = recognizer(Map.of("multilingual", "true"));

    recognizer.recognize(tone(Duration.ofSeconds(8)), request("de", "fr"), PATIENT);

    assertThat(vendor.requests().getLast().query())
        .containsEntry("language", List.of("multi"))
        .containsEntry("language_hint", List.of("de", "fr"));
  }

  @Test
  void olderModelsTakeKeywordsByTheirOldName() throws Exception {
    var recognizer = recognizer(Map.of("model", "nova-2"));
    var request = new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of("BizCrush"));

    recognizer.recognize(tone(Duration.ofSeconds(8)), request, PATIENT);

    assertThat(vendor.requests().getLast().query()).containsEntry("keywords", List.of("BizCrush"));
  }

  @Test
  void keywordsAreBounded() throws Exception {
    var words = IntStream.range(0, 300).mapToObj(i -> "w" + i).toList();

    recognize(new RecognitionRequest(LanguageHints.AUTOMATIC, true, words));

    assertThat(vendor.requests().getLast().query().get("keyterm")).hasSize(100);
  }

  @Test
  void withoutUtterancesTheWordsOfTheChannelMakeThem() throws Exception {
    vendor.misbehave(
        request -> true,
        Reply.json(
            200,
            """
            {"results":{"channels":[{"alternatives":[{"transcript":"one two three four","confidence":0.9,"words":[
              {"word":"one","start":0.0,"end":0.5,"confidence":0.8,"speaker":0},
              {"word":"two","punctuated_word":"Two.","start":0.6,"end":1.0,"confidence":1.0,"speaker":0},
              {"word":"three","start":1.1,"end":1.5,"confidence":0.5,"speaker":1},
              {"word":"four","start":2.8,"end":3.0,"speaker":1}]}],"detected_language":"en-US"}]}}"""));

    var transcript = recognize(request());

    assertThat(transcript.utterances())
        .extracting(Utterance::speaker, Utterance::text, Utterance::start, Utterance::end)
        .containsExactly(
            tuple("0", "one Two.", ms(0), ms(1000)),
            tuple("1", "three", ms(1100), ms(1500)),
            tuple("1", "four", ms(2800), ms(3000)));
    assertThat(transcript.utterances()).extracting(Utterance::language).containsOnly("en");
    assertThat(transcript.utterances().getFirst().confidence()).isEqualTo(0.9);
  }

  @Test
  void withoutWordsTheTextOfTheChannelIsOneUtterance() throws Exception {
    vendor.misbehave(
        request -> true,
        Reply.json(
            200,
            """
            {"results":{"channels":[{"alternatives":[{"transcript":"one two","confidence":0.9}]}]}}"""));

    assertThat(recognize(request("en")).utterances())
        .containsExactly(new Utterance("0", "one two", ms(0), ms(8000), 0.9, "en", List.of()));
  }

  @Test
  void mixedLanguagesAreTakenFromTheWords() throws Exception {
    vendor.misbehave(
        request -> true,
        Reply.json(
            200,
            """
            {"results":{"channels":[],"utterances":[{"start":0,"end":2,"transcript":"hola mi friend","confidence":0.9,"words":[
              {"word":"hola","start":0,"end":0.5,"language":"es"},
              {"word":"mi","start":0.5,"end":1,"language":"es"},
              {"word":"friend","start":1,"end":2,"language":"en-US"}]}]}}"""));

    assertThat(recognize(request("es", "en")).utterances())
        .extracting(Utterance::language)
        .containsExactly("es");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"err_code\":\"X\",\"err_msg\":\"words\"}",
        "{\"results\":{}}",
        "{\"results\":{\"utterances\":[{\"transcript\":\"a\",\"end\":1}]}}",
        "{\"results\":{\"utterances\":[{\"transcript\":\"a\",\"start\":\"NaN\",\"end\":1}]}}",
        "{\"results\":{\"utterances\":[{\"transcript\":\"a\",\"start\":0,\"end\":4000}]}}",
        "{\"results\":{\"utterances\":\"words\"}}",
      })
  void aSenselessAnswerIsAFault(String body) {
    vendor.misbehave(request -> true, Reply.json(200, body));

    var failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageNotContaining("words");
  }

  @ParameterizedTest
  @CsvSource({
    "403, UNAVAILABLE, false",
    "408, UNAVAILABLE, true",
    "413, REJECTED, false",
    "504, UNAVAILABLE, true"
  })
  void failuresOfItsOwnAreUnderstood(int status, Kind kind, boolean retryable) {
    vendor.misbehave(request -> true, vendor.failure(status, "words"));

    assertThat(failure().kind()).isEqualTo(kind);
    assertThat(failure().retryable()).isEqualTo(retryable);
  }

  @Test
  void theCheckFindsAWrongKey() {
    var recognizer = recognizer(Map.of("api-key", "another"));

    assertThatThrownBy(() -> recognizer.check(PATIENT))
        .isInstanceOf(EngineException.class)
        .hasMessage("answered 401");
  }

  @Test
  void aKeyIsNeeded() {
    assertThatThrownBy(() -> recognizer(Map.of("api-key", ""))).hasStackTraceContaining("apiKey");
  }

  @Test
  void settingsDoNotShowTheKey() {
    var settings =
        new ConfiguredProvider("a", Map.of("api-key", API_KEY)).as(DeepgramSettings.class);

    assertThat(settings.toString()).doesNotContain(API_KEY);
  }

  private FileRecognizer recognizer(Map<String, String> properties) {
    var all = new HashMap<>(Map.of("base-url", vendor.address(), "api-key", API_KEY));
    all.putAll(properties);
    return new DeepgramEngines(http, new PlayedSocket())
        .file(new ConfiguredProvider("deepgram", all));
  }

  private Transcript recognize(RecognitionRequest request) throws Exception {
    return recognizer(vendor.address()).recognize(tone(Duration.ofSeconds(8)), request, PATIENT);
  }

  private EngineException failure() {
    return catchThrowableOfType(EngineException.class, () -> recognize(request()));
  }

  private static RecognitionRequest request(String... languages) {
    return new RecognitionRequest(LanguageHints.of(List.of(languages)), true, List.of());
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
