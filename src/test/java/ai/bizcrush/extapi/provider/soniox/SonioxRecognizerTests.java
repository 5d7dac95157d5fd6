package ai.bizcrush.extapi.provider.soniox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.http.RemoteRecognizerContract;
import ai.bizcrush.extapi.engine.http.Reply;
import ai.bizcrush.extapi.engine.http.ScriptedRequest;
import ai.bizcrush.extapi.engine.socket.PlayedSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SonioxRecognizerTests extends RemoteRecognizerContract<ScriptedSoniox> {

  private final SonioxEngines engines = new SonioxEngines(http, new PlayedSocket());

  SonioxRecognizerTests() {
    super(new ScriptedSoniox(API_KEY));
  }

  @Override
  protected FileRecognizer recognizer(String baseUrl) {
    return recognizer(Map.of("base-url", baseUrl));
  }

  /** Before the superclass closes the connections that cleaning needs. */
  @AfterEach
  void closeEngines() {
    engines.close();
  }

  @Test
  void tokensAreFoldedToAnUtteranceAndItsWords() throws Exception {
    var transcript = recognize(request());

    assertThat(transcript.utterances())
        .containsExactly(
            new Utterance(
                "1",
                "Good morning.",
                ms(600),
                ms(1500),
                0.9,
                "en",
                List.of(
                    new Word("Good", ms(600), ms(840), 0.8),
                    new Word("morning.", ms(900), ms(1500), 0.9))));
  }

  @Test
  void theJobNamesTheFileAndWhatIsWanted() throws Exception {
    var hints = LanguageHints.of(List.of("ko", "en"));

    recognize(new RecognitionRequest(hints, false, List.of("BizCrush", "Zürich")));

    var job = vendor.lastJob();
    assertThat(job.path("model").asString()).isEqualTo("stt-async-v5");
    assertThat(job.path("language_hints").toString()).isEqualTo("[\"ko\",\"en\"]");
    assertThat(job.path("enable_speaker_diarization").asBoolean(true)).isFalse();
    assertThat(job.path("enable_language_identification").asBoolean(false)).isTrue();
    assertThat(job.path("context").toString()).isEqualTo("{\"terms\":[\"BizCrush\",\"Zürich\"]}");
  }

  @Test
  void whatIsNotWantedIsLeftOut() throws Exception {
    recognize(request());

    assertThat(vendor.lastJob().propertyNames()).doesNotContain("language_hints", "context");
  }

  @Test
  void anotherSpeakerAnotherLanguageOrAPauseBeginsAnUtterance() throws Exception {
    vendor.say(
        """
        [{"text":"a","start_ms":0,"end_ms":100,"speaker":"1","language":"en"},
         {"text":" b","start_ms":100,"end_ms":200,"speaker":"2","language":"en"},
         {"text":" c","start_ms":200,"end_ms":300,"speaker":"2","language":"de"},
         {"text":" d","start_ms":1500,"end_ms":1600,"speaker":"2","language":"de"},
         {"text":" e","start_ms":2801,"end_ms":2900,"speaker":"2","language":"de"}]""");

    assertThat(recognize(request()).utterances())
        .extracting(Utterance::speaker, Utterance::language, Utterance::text)
        .containsExactly(
            tuple("1", "en", "a"),
            tuple("2", "en", "b"),
            tuple("2", "de", "c d"),
            tuple("2", "de", "e"));
  }

  @Test
  void whatNobodySaidIsLeftOut() throws Exception {
    vendor.say(
        """
        [{"text":"Hi","start_ms":0,"end_ms":100,"confidence":0.5},
         {"text":"Hallo","language":"de","source_language":"en","translation_status":"translation"},
         {"text":"[laughter]","start_ms":100,"end_ms":200,"is_audio_event":true},
         {"text":"<end>"},
         {"text":" you","start_ms":200,"end_ms":300,"confidence":0.7,"is_audio_event":null},
         {"text":"<fin>"}]""");

    assertThat(recognize(request("en")).utterances())
        .containsExactly(
            new Utterance(
                "0",
                "Hi you",
                ms(0),
                ms(300),
                0.6,
                "en",
                List.of(
                    new Word("Hi", ms(0), ms(100), 0.5), new Word("you", ms(200), ms(300), 0.7))));
  }

  @Test
  void scriptsWithoutSpacesHaveAWordAToken() throws Exception {
    vendor.say(
        """
        [{"text":"今日","start_ms":0,"end_ms":100},{"text":"は","start_ms":100,"end_ms":200},
         {"text":"。","start_ms":200,"end_ms":200}]""");

    var utterance = recognize(request("ja")).utterances().getFirst();

    assertThat(utterance.text()).isEqualTo("今日は。");
    assertThat(utterance.words()).extracting(Word::text).containsExactly("今日", "は。");
  }

  @Test
  void aResultThatIsNotReadyIsAskedForAgain() throws Exception {
    var asked = new AtomicInteger();
    vendor.misbehave(
        request -> vendor.givesTranscript(request) && asked.getAndIncrement() < 2,
        ScriptedSoniox.failure(409, "transcription_invalid_state", "words"));

    assertThat(recognize(request()).utterances()).hasSize(1);
    assertThat(asked.get()).isEqualTo(3);
  }

  @Test
  void twoLooksMayFailButNotThree() throws Exception {
    var asked = new AtomicInteger();
    vendor.misbehave(
        request -> looks(request) && asked.getAndIncrement() < 2, vendor.failure(503, "words"));
    assertThat(recognize(request()).utterances()).hasSize(1);

    vendor.misbehave(SonioxRecognizerTests::looks, vendor.failure(503, "words"));

    assertThat(failure().retryable()).isTrue();
    assertNothingStaysThere();
  }

  @Test
  void nothingStaysThereAfterSuccess() throws Exception {
    recognize(request());

    assertNothingStaysThere();
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_audio_file, REJECTED, false",
    "max_duration_reached, REJECTED, false",
    "limit_exceeded, OVER_CAPACITY, true",
    "service_unavailable, UNAVAILABLE, true",
    "organization_balance_exhausted, UNAVAILABLE, false",
    "something_new, UNAVAILABLE, false",
  })
  void aFailedJobSaysWhy(String type, Kind kind, boolean retryable) {
    vendor.failJobs(type);

    var failure = failure();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).hasMessageNotContaining("words");
    assertNothingStaysThere();
  }

  @ParameterizedTest
  @CsvSource({
    "400, limit_exceeded, OVER_CAPACITY, true",
    "400, model_not_available, UNAVAILABLE, false",
    "400, invalid_request, REJECTED, false",
    "402, project_monthly_budget_exhausted, UNAVAILABLE, false",
    "429, limit_exceeded, OVER_CAPACITY, true",
    "500, internal_error, UNAVAILABLE, false",
  })
  void aRefusedJobSaysWhyAndItsFileIsDeleted(
      int status, String type, Kind kind, boolean retryable) {
    vendor.misbehave(SonioxRecognizerTests::begins, ScriptedSoniox.failure(status, type, "words"));

    var failure = failure();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertNothingStaysThere();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"tokens\":[{\"text\":\"a\",\"start_ms\":\"NaN\",\"end_ms\":1}]}",
        "{\"tokens\":[{\"text\":\"a\",\"start_ms\":0,\"end_ms\":90000}]}",
        "{\"tokens\":[{\"text\":\"a\",\"start_ms\":0,\"end_ms\":1,\"speaker\":\"Bob\"}]}",
        "{\"error_type\":\"internal_error\",\"message\":\"words\"}",
      })
  void aSenselessResultIsAFault(String body) {
    vendor.misbehave(vendor::givesTranscript, Reply.json(200, body));

    assertThat(failure().retryable()).isFalse();
    assertNothingStaysThere();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":\"../jobs\"}", "{\"id\":7.5e1}"})
  void anIdThatIsNoneIsNotUsed(String body) {
    vendor.misbehave(vendor::takesAudio, Reply.json(201, body));

    assertThat(failure().retryable()).isFalse();
  }

  @Test
  void aJobOfUnknownStateIsAFault() {
    vendor.misbehave(
        SonioxRecognizerTests::looks, Reply.json(200, "{\"id\":\"job-2\",\"status\":\"paused\"}"));

    assertThat(failure().retryable()).isFalse();
    assertNothingStaysThere();
  }

  @Test
  void aJobThatIsNotDoneInTimePassesAndIsDeleted() throws Exception {
    vendor.takeLooks(1_000_000);
    var hasty = new EngineCall(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1));
    var recording = tone(Duration.ofSeconds(1));

    assertThatThrownBy(() -> recognizer(vendor.address()).recognize(recording, request(), hasty))
        .isInstanceOfSatisfying(
            EngineException.class, failure -> assertThat(failure.retryable()).isTrue());
    assertNothingStaysThere();
  }

  @Test
  void whatIsWorkedOnIsDeletedWhenThatIsOver() throws Exception {
    vendor.takeLooks(1_000_000);
    var recording = tone(Duration.ofSeconds(1));
    var worker = start(recording);
    await().until(() -> vendor.looked() > 0);
    vendor.lock(true);

    worker.interrupt();
    worker.join();
    await().until(() -> deletions("/v1/transcriptions/job-2") > 0);
    assertThat(vendor.stored()).hasSize(2);
    vendor.lock(false);

    assertNothingStaysThere();
  }

  @Test
  void aFileWhoseIdNeverArrivedIsFoundByItsReferenceAmongOthers() {
    vendor.keep("file-0");
    vendor.keep("file-9");
    vendor.misbehave(
        vendor::takesAudio,
        connection -> {
          vendor.answer(vendor.requests().getLast());
          connection.close();
        });

    assertThat(failure().retryable()).isTrue();

    await().untilAsserted(() -> assertThat(vendor.stored()).containsExactly("file-0", "file-9"));
  }

  @Test
  void aJobWhoseIdNeverArrivedIsFoundByItsReference() {
    vendor.takeLooks(-1);
    vendor.misbehave(
        SonioxRecognizerTests::begins,
        connection -> {
          vendor.answer(vendor.requests().getLast());
          connection.close();
        });

    assertThat(failure().retryable()).isTrue();

    assertNothingStaysThere();
  }

  @Test
  void looksAreFewerForLongJobs() {
    var pauses = new PollPauses(Duration.ofSeconds(1), Duration.ofSeconds(4));

    var taken = Stream.generate(pauses::next).limit(6).toList();

    assertThat(taken.getFirst()).isBetween(ms(800), ms(1200));
    assertThat(taken.get(1)).isBetween(ms(1200), ms(1800));
    assertThat(taken.getLast()).isBetween(ms(3200), ms(4800));
  }

  @Test
  void theCheckFindsAWrongKey() {
    var recognizer = recognizer(Map.of("api-key", "another"));

    assertThatThrownBy(() -> recognizer.check(PATIENT))
        .isInstanceOf(EngineException.class)
        .hasMessage("answered 401");
  }

  @Test
  void settingsDoNotShowTheKey() {
    var settings = new ConfiguredProvider("a", Map.of("api-key", API_KEY)).as(SonioxSettings.class);

    assertThat(settings.toString()).doesNotContain(API_KEY);
  }

  private static boolean begins(ScriptedRequest request) {
    return request.method().equals("POST") && request.path().equals("/v1/transcriptions");
  }

  private static boolean looks(ScriptedRequest request) {
    return request.method().equals("GET") && request.path().matches(".*/job-[0-9]+");
  }

  private void assertNothingStaysThere() {
    await().untilAsserted(() -> assertThat(vendor.stored()).isEmpty());
    // Nothing is there before anything was stored, either.
    assertThat(vendor.requests()).anyMatch(request -> request.method().equals("DELETE"));
  }

  private long deletions(String path) {
    return vendor.requests().stream()
        .filter(request -> request.method().equals("DELETE") && request.path().equals(path))
        .count();
  }

  private Thread start(Recording recording) {
    var recognizer = recognizer(vendor.address());
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                recognizer.recognize(recording, request(), PATIENT);
              } catch (InterruptedException e) {
                // That is how it is to end.
              }
            });
  }

  private FileRecognizer recognizer(Map<String, String> properties) {
    var all =
        new HashMap<>(
            Map.of(
                "base-url",
                vendor.address(),
                "api-key",
                API_KEY,
                "poll-interval",
                "10ms",
                "longest-poll-interval",
                "50ms"));
    all.putAll(properties);
    return engines.file(new ConfiguredProvider("soniox", all));
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
