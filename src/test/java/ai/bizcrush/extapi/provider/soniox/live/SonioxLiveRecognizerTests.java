package ai.bizcrush.extapi.provider.soniox.live;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveRecord.Event;
import ai.bizcrush.extapi.engine.LiveScene;
import ai.bizcrush.extapi.engine.LiveStage;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.socket.SocketFault;
import ai.bizcrush.extapi.engine.socket.SocketRecognizerContract;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SonioxLiveRecognizerTests extends SocketRecognizerContract<ScriptedSonioxLive> {

  SonioxLiveRecognizerTests() {
    super(new ScriptedSonioxLive(API_KEY));
  }

  @Override
  protected LiveRecognizer recognizer(String address) {
    return recognizer(address, API_KEY);
  }

  private LiveRecognizer recognizer(String address, String key) {
    var settings =
        new LiveSettings(
            address + ScriptedSonioxLive.PATH,
            "stt-rt-v5",
            Duration.ofMillis(1500),
            2,
            Duration.ofHours(5));
    return new SonioxLiveRecognizer(settings, key, sockets);
  }

  private LiveStage stage(RecognitionRequest request) {
    return new LiveStage(recognizer(vendor.address()), request, TestLoop.Kind.EPOLL);
  }

  /** A session that has just begun; what Soniox says next is the test's. */
  private LiveStage told(String... messages) throws Exception {
    vendor.misbehave(
        SocketFault.after(
            640,
            socket -> {
              for (String message : messages) {
                socket.text(message);
              }
            }));
    var stage = stage(LiveFault.NONE).ready();
    stage.hand(new byte[640], 0, 640);
    return stage;
  }

  @Test
  void theStartMessageSaysWhatIsComingAndWhatIsWanted() {
    var hints = LanguageHints.of(List.of("ko", "en"));

    try (var stage = stage(new RecognitionRequest(hints, false, List.of("BizCrush", "\"Zürich")))) {
      stage.ready();

      soon().until(() -> !vendor.starts().isEmpty());
    }
    assertThat(vendor.starts().getFirst().toString())
        .isEqualTo(
            """
            {"model":"stt-rt-v5","audio_format":"pcm_s16le","sample_rate":16000,"num_channels":1,\
            "language_hints":["ko","en"],"enable_speaker_diarization":false,\
            "enable_language_identification":true,"enable_endpoint_detection":true,\
            "max_endpoint_delay_ms":1500,"context":{"terms":["BizCrush","\\"Zürich"]}}""");
  }

  @Test
  void whatIsNotWantedIsLeftOut() {
    var request = new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of());

    try (var stage = stage(request)) {
      stage.ready();

      soon().until(() -> !vendor.starts().isEmpty());
    }
    assertThat(vendor.starts().getFirst().propertyNames())
        .doesNotContain("language_hints", "context");
  }

  @Test
  void aContextTakesOnlySoMany() {
    var keywords = Collections.nCopies(5000, "BizCrush");

    try (var stage = stage(new RecognitionRequest(LanguageHints.AUTOMATIC, true, keywords))) {
      stage.ready();

      soon().until(() -> !vendor.starts().isEmpty());
    }
    assertThat(vendor.starts().getFirst().path("context").path("terms").size()).isEqualTo(1000);
  }

  @Test
  void anotherKeyIsRefused() {
    try (var stage =
        new LiveStage(recognizer(vendor.address(), "other"), request(), TestLoop.Kind.EPOLL)) {
      stage.ready();

      assertThat(Objects.requireNonNull(stage.record().failure()).kind())
          .isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void wordsAreTheTokens() throws Exception {
    var stage = stage(LiveFault.NONE).ready();

    stage.feed(new LiveScene(LiveScene.conversation().words().subList(0, 2), 2000).pcm());

    soon().until(() -> stage.record().has(Event.Endpoint.class));
    assertThat(stage.record().finals())
        .containsExactly(
            new LiveWord(" baba", 300, 540, 0.9375, "1", "en"),
            new LiveWord(" ba", 600, 720, 0.9375, "1", "en"),
            new LiveWord("be", 720, 840, 0.9375, "1", "en"));
  }

  @Test
  void keepAliveAndFinalizeAreControlMessages() throws Exception {
    var stage = stage(LiveFault.NONE).ready();

    stage.keepAlive().finish();

    soon().until(() -> stage.record().has(Event.Endpoint.class));
    assertThat(vendor.controls()).containsExactly("keepalive", "finalize");
  }

  @Test
  void anEmptyFrameOfAudioIsNoEnd() throws Exception {
    var stage = stage(LiveFault.NONE).ready();

    stage.hand(new byte[0], 0, 0);
    stage.feed(audio(LiveScene.conversation()));

    assertThat(stage.end().finalText()).isEqualTo(LiveScene.conversation().text());
  }

  @Test
  void anEndBeforeItIsReadyIsSentWhenItIs() {
    vendor.misbehave(SocketFault.NONE);
    try (var stage = stage(request())) {
      stage.end();

      assertThat(stage.record().events())
          .filteredOn(event -> !(event instanceof Event.ReadComplete))
          .containsExactly(new Event.Ready(), new Event.Ended());
    }
  }

  @Test
  void whatNobodySaidIsLeftOut() throws Exception {
    var stage =
        told(
            """
            {"tokens":[
             {"text":"Hi","start_ms":0,"end_ms":100,"confidence":1,"is_final":true},
             {"text":"Hallo","language":"de","source_language":"en","is_final":true,
              "translation_status":"translation"},
             {"text":"[laughter]","start_ms":100,"end_ms":200,"is_audio_event":true,"is_final":true},
             {"text":" you","start_ms":200,"end_ms":300,"confidence":0.5,"is_audio_event":null,
              "translation_status":"original","extra":{"deep":[1,{"x":null}]},"is_final":true}]}""");

    soon().until(() -> stage.record().has(Event.Finals.class));
    assertThat(stage.record().finals())
        .extracting(LiveWord::text, LiveWord::confidence)
        .containsExactly(tuple("Hi", 1.0), tuple(" you", 0.5));
  }

  @Test
  void aMarkerEndsTheUtteranceAmongTheFinals() throws Exception {
    var stage =
        told(
            """
            {"tokens":[{"text":"a","is_final":true},{"text":"<end>","is_final":true},
             {"text":"b","is_final":true},{"text":"<fin>","is_final":true},
             {"text":"c"},{"text":"<end>"}]}""");

    soon().until(() -> stage.record().has(Event.Interim.class));
    assertThat(stage.record().events())
        .filteredOn(
            event -> !(event instanceof Event.ReadComplete) && !(event instanceof Event.Progress))
        .containsExactly(
            new Event.Ready(),
            new Event.Finals(List.of(word("a"))),
            new Event.Endpoint(),
            new Event.Finals(List.of(word("b"))),
            new Event.Endpoint(),
            new Event.Interim(List.of(word("c"))));
  }

  private static LiveWord word(String text) {
    return new LiveWord(text, -1, -1, 0, "", "");
  }

  @Test
  void aTailThatIsTakenBackIsVoid() throws Exception {
    var stage = told("{\"tokens\":[{\"text\":\"er\"}]}", "{\"tokens\":[]}");

    soon()
        .untilAsserted(
            () ->
                assertThat(stage.record().all(Event.Interim.class))
                    .containsExactly(
                        new Event.Interim(List.of(word("er"))), new Event.Interim(List.of())));
  }

  @Test
  void aTailThatChangesIsReadAnew() throws Exception {
    var stage =
        told(
            """
            {"tokens":[{"text":"a","start_ms":0,"end_ms":1,"speaker":"1","language":"en"}]}""",
            """
            {"tokens":[{"text":"a","start_ms":0,"end_ms":2,"speaker":"2","language":"de-AT"},
             {"text":"b","speaker":"3"}]}""");

    soon().until(() -> stage.record().all(Event.Interim.class).size() == 2);
    assertThat(stage.record().all(Event.Interim.class).getLast().words())
        .containsExactly(
            new LiveWord("a", 0, 2, 0, "2", "de"), new LiveWord("b", -1, -1, 0, "3", ""));
  }

  @Test
  void progressIsNeverMoreThanWasSent() throws Exception {
    var stage =
        told(
            "{\"tokens\":[],\"final_audio_proc_ms\":99999,\"total_audio_proc_ms\":999999}",
            "{\"tokens\":[],\"final_audio_proc_ms\":-7,\"total_audio_proc_ms\":3}");

    soon().until(() -> stage.record().has(Event.Progress.class));
    assertThat(stage.record().all(Event.Progress.class))
        .allMatch(progress -> progress.heardMs() <= 20 && progress.finalMs() >= 0);
  }

  @Test
  void whatIsHeardIsNotFinalBefore() throws Exception {
    var stage = told("{\"tokens\":[],\"final_audio_proc_ms\":5,\"total_audio_proc_ms\":15}");

    soon().until(() -> stage.record().has(Event.Progress.class));
    assertThat(stage.record().all(Event.Progress.class)).containsExactly(new Event.Progress(5, 15));
  }

  @ParameterizedTest
  @CsvSource({
    "400,REJECTED,false",
    "401,UNAVAILABLE,false",
    "402,UNAVAILABLE,false",
    "404,UNAVAILABLE,false",
    "408,UNAVAILABLE,true",
    "413,UNAVAILABLE,true",
    "429,OVER_CAPACITY,true",
    "500,UNAVAILABLE,true",
    "503,UNAVAILABLE,true"
  })
  void errorsAreClassified(int code, Kind kind, boolean retryable) throws Exception {
    var stage = told(ScriptedSonioxLive.error(code, SPOKEN));

    soon().until(() -> stage.record().failure() != null);
    var failure = Objects.requireNonNull(stage.record().failure());
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).hasMessageNotContaining(SPOKEN);
  }

  @Test
  void aSessionThatEndsByItselfFailed() throws Exception {
    var stage = told("{\"tokens\":[],\"finished\":true}");

    soon().until(() -> stage.record().failure() != null);
    assertThat(Objects.requireNonNull(stage.record().failure()).retryable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]",
        "7",
        "{\"tokens\":7}",
        "{\"tokens\":[7]}",
        "{\"tokens\":[{\"text\":7}]}",
        "{\"tokens\":[{\"text\":\"a\",\"start_ms\":\"then\"}]}",
        "{\"tokens\":[{\"text\":\"a\",\"confidence\":1e999}]}",
        "{\"tokens\":[]",
        "{\"tokens\":[]}{\"tokens\":[]}",
        "{\"error_code\":\"no\"}",
        "<html>"
      })
  void whatIsNoMessageOfSonioxIsAFault(String message) throws Exception {
    var stage = told(message);

    soon().until(() -> stage.record().failure() != null);
    var failure = Objects.requireNonNull(stage.record().failure());
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryable()).isFalse();
  }
}
