package ai.bizcrush.extapi.provider.soniox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveScene;
import ai.bizcrush.extapi.engine.LiveStage;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import ai.bizcrush.extapi.engine.socket.TestSockets;
import ai.bizcrush.extapi.provider.soniox.live.ScriptedSonioxLive;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;

class SonioxEnginesTests {

  private final EngineHttp http = new EngineHttp(Clock.systemUTC());
  private final TestSockets sockets = TestSockets.create();
  private final SonioxEngines engines = new SonioxEngines(http, sockets);

  @AfterEach
  void close() throws IOException {
    engines.close();
    sockets.close();
    http.close();
  }

  private LiveRecognizer live(Map<String, String> settings) {
    var entry = new HashMap<>(settings);
    entry.put("api-key", "k");
    return engines.live(new ConfiguredProvider("soniox", entry));
  }

  @Test
  void aKeyIsEnoughForLiveAudio() {
    var can = live(Map.of()).capabilities();

    assertThat(can.languages()).isEqualTo(LanguageHints.SUPPORTED);
    assertThat(can.pace()).isEqualTo(2);
    assertThat(can.minimumFrame()).isZero();
    assertThat(can.maxSession()).isEqualTo(Duration.ofHours(5));
    assertThat(can.detectsLanguage() && can.diarization() && can.keywords()).isTrue();
    assertThat(can.wordTimes() && can.progress()).isTrue();
  }

  @Test
  void settingsReachTheSession() throws IOException {
    try (var vendor = new ScriptedSonioxLive("k")) {
      var recognizer =
          live(Map.of("live.url", vendor.url(), "live.pace", "1.2", "live.max-session", "60m"));
      var request = new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of());

      try (var stage = new LiveStage(recognizer, request, TestLoop.Kind.EPOLL)) {
        var record = stage.ready().feed(LiveScene.monologue(3).pcm()).end();
        assertThat(record.finalText()).isEqualTo(LiveScene.monologue(3).text());
      }
      assertThat(recognizer.capabilities().pace()).isEqualTo(1.2);
      assertThat(recognizer.capabilities().maxSession()).isEqualTo(Duration.ofHours(1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "live.url,https://stt-rt.soniox.com/",
    "live.url,ws://host/?key=1",
    "live.pace,0.5",
    "live.endpoint-delay,4s",
    "live.max-session,1s",
    "live.model,''"
  })
  void settingsThatDoNotFitAreRefused(String name, String value) {
    assertThatThrownBy(() -> live(Map.of(name, value)))
        .hasRootCauseInstanceOf(BindValidationException.class);
  }
}
