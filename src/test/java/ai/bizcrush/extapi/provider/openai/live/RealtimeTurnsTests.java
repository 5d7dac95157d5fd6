package ai.bizcrush.extapi.provider.openai.live;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveRecord;
import ai.bizcrush.extapi.engine.LiveRecord.Event;
import ai.bizcrush.extapi.engine.LiveScene;
import ai.bizcrush.extapi.engine.LiveStage;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.socket.Leaks;
import ai.bizcrush.extapi.engine.socket.TestCertificate;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import ai.bizcrush.extapi.engine.socket.TestSockets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is OpenAI's own, at a server that is as strict. */
@ExtendWith(Leaks.class)
class RealtimeTurnsTests {

  private static final String KEY = "key-that-nobody-may-read";

  private final ScriptedRealtime vendor = new ScriptedRealtime(KEY);
  private final TestSockets sockets = TestSockets.create();

  @AfterEach
  void close() throws IOException {
    assertThat(vendor.complaints()).isEmpty();
    vendor.close();
    soon().until(() -> vendor.standing() == 0);
    sockets.close();
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o-transcribe, REVERSED",
    "gpt-4o-transcribe, INTERLEAVED",
    "gpt-live-transcribe, REVERSED"
  })
  void turnsAreSaidInTheOrderOfTheAudio(String model, ScriptedRealtime.Order order) {
    vendor.complete(order);

    var record = hear(vendor, sockets, Map.of("model", model), LiveScene.conversation());

    assertThat(record.failure()).isNull();
    assertThat(record.finalText()).isEqualTo(LiveScene.conversation().text());
    assertThat(record.all(Event.Endpoint.class)).hasSize(2);
    var shown = record.all(Event.Interim.class);
    assertThat(shown).isNotEmpty();
    assertThat(LiveRecord.text(shown.getLast().words())).isEqualTo(lastTail(order));
  }

  /** Both turns were shown together, in their order, before either was final. */
  private static String lastTail(ScriptedRealtime.Order order) {
    return switch (order) {
      case REVERSED, INTERLEAVED -> LiveScene.conversation().text();
      case AS_SPOKEN -> "";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "transcription_error, null, UNAVAILABLE, true",
    "server_error, null, UNAVAILABLE, true",
    "requests, '\"rate_limit_exceeded\"', OVER_CAPACITY, true",
    "x, '\"insufficient_quota\"', UNAVAILABLE, false"
  })
  void aFailedTurnFailsTheSession(String type, String code, Kind kind, boolean retryable) {
    vendor.failFirst("{\"type\":\"" + type + "\",\"code\":" + code + ",\"message\":\"secret\"}");

    var record = hear(vendor, sockets, Map.of(), LiveScene.conversation());

    assertThat(record.finals()).isEmpty();
    assertThat(failure(record).kind()).isEqualTo(kind);
    assertThat(failure(record).retryable()).isEqualTo(retryable);
    assertThat(failure(record)).hasMessageNotContaining("secret");
  }

  @Test
  void whatNobodyUnderstandsIsNoFailure() {
    vendor.failFirst("{\"type\":\"transcription_error\",\"code\":\"audio_unintelligible\"}");

    var record = hear(vendor, sockets, Map.of(), LiveScene.conversation());

    assertThat(record.failure()).isNull();
    assertThat(record.finals()).hasSize(3);
  }

  /** A word that is cut in two is heard twice here. */
  @Test
  void aTurnWithoutAPauseIsEndedAfterAWhile() {
    var scene = new LiveScene.Builder().turn(1, "en", 20).build();

    for (String model : List.of("gpt-4o-transcribe", "gpt-live-transcribe")) {
      vendor.messages().clear();
      var record = hear(vendor, sockets, Map.of("model", model, "longest-turn", "2s"), scene);

      assertThat(record.failure()).as(model).isNull();
      assertThat(record.finalText().split(" "))
          .as(model)
          .containsSubsequence(scene.text().split(" "));
      assertThat(record.all(Event.Endpoint.class)).as(model).hasSizeGreaterThan(2);
      assertThat(vendor.messages()).as(model).contains("input_audio_buffer.commit");
    }
  }

  @Test
  void longSilenceIsThrownAwayWhereTurnsAreOurs() {
    var record = hear(vendor, sockets, Map.of("longest-turn", "2s"), LiveScene.silence(7000));

    assertThat(record.failure()).isNull();
    assertThat(vendor.messages())
        .containsExactly(
            "session.update",
            "input_audio_buffer.clear",
            "input_audio_buffer.clear",
            "input_audio_buffer.clear");
  }

  @Test
  void aShortLastWordIsCommittedAllTheSame() throws Exception {
    var word = LiveScene.conversation().words().getLast();
    var scene = new LiveScene(List.of(word), word.endMs());

    for (String model : List.of("gpt-4o-transcribe", "gpt-live-transcribe")) {
      try (var stage = stage(vendor, sockets, Map.of("model", model))) {
        stage.ready().feed(scene.pcm(word.startMs(), word.startMs() + 60));

        var record = stage.end();

        assertThat(record.failure()).isNull();
        assertThat(record.finalText()).as(model).isEqualTo(word.text());
      }
    }
  }

  @Test
  void anotherServerIsToldTheModelInTheQueryAndNeedsNoKey() {
    vendor.hostYourself();
    var settings =
        new ConfiguredProvider("o", Map.of("model", "whisper-1")).as(RealtimeSettings.class);
    var recognizer =
        new RealtimeRecognizer(
            settings,
            vendor.address().replaceFirst("ws", "http") + "/",
            "",
            LanguageHints.SUPPORTED,
            sockets);
    var request = new RecognitionRequest(LanguageHints.of(List.of("ko")), false, List.of());

    try (var stage = new LiveStage(recognizer, request, TestLoop.Kind.EPOLL)) {
      var record = stage.ready().feed(LiveScene.conversation().pcm()).end();

      assertThat(record.finalText()).isEqualTo(LiveScene.conversation().text());
    }
    assertThat(vendor.upgrades().getFirst().query())
        .isEqualTo(
            Map.of(
                "intent", List.of("transcription"),
                "language", List.of("ko"),
                "model", List.of("whisper-1")));
    assertThat(vendor.upgrades().getFirst().header("authorization")).isEmpty();
  }

  @Test
  void aWrongKeyIsShownToNobody() {
    try (var stage = stage(vendor, sockets, "another", Map.of())) {
      stage.ready();

      assertThat(failure(stage.record()).kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure(stage.record())).hasMessageNotContaining("another");
    }
  }

  @Test
  void whatTheServerDoesNotTakeIsRejected() throws IOException {
    try (var strict = new ScriptedRealtime(KEY)) {
      try (var stage =
          stage(strict, sockets, Map.of("model", "gpt-live-transcribe", "turns", "server"))) {
        stage.ready();

        assertThat(failure(stage.record()).kind()).isEqualTo(Kind.REJECTED);
      }
      assertThat(strict.complaints()).containsExactly("turn detection is not supported");
    }
  }

  @Test
  void overTlsNothingIsDifferent(@TempDir Path folder) throws Exception {
    var certificate = TestCertificate.of("localhost", folder);
    try (var secure = new ScriptedRealtime(KEY, certificate);
        var trusting = TestSockets.trusting(certificate.trust())) {
      var record = hear(secure, trusting, Map.of(), LiveScene.conversation());

      assertThat(record.finalText()).isEqualTo(LiveScene.conversation().text());
      assertThat(secure.complaints()).isEmpty();
    }
  }

  private static EngineException failure(LiveRecord record) {
    soon().until(() -> record.failure() != null);
    return Objects.requireNonNull(record.failure());
  }

  private static LiveRecord hear(
      ScriptedRealtime server,
      TestSockets dialling,
      Map<String, String> properties,
      LiveScene scene) {
    try (var stage = stage(server, dialling, properties)) {
      return stage.ready().feed(scene.pcm()).end();
    }
  }

  private static LiveStage stage(
      ScriptedRealtime server, TestSockets dialling, Map<String, String> properties) {
    return stage(server, dialling, KEY, properties);
  }

  private static LiveStage stage(
      ScriptedRealtime server, TestSockets dialling, String key, Map<String, String> properties) {
    var all = new HashMap<>(Map.of("model-in-query", "false"));
    all.putAll(properties);
    var settings = new ConfiguredProvider("openai", all).as(RealtimeSettings.class);
    var recognizer =
        new RealtimeRecognizer(
            settings,
            server.address().replaceFirst("ws", "http"),
            key,
            LanguageHints.SUPPORTED,
            dialling);
    var request =
        new RecognitionRequest(
            LanguageHints.of(List.of("en", "ko")), false, List.of("BizCrush", "<b>"));
    return new LiveStage(recognizer, request, TestLoop.Kind.EPOLL);
  }
}
