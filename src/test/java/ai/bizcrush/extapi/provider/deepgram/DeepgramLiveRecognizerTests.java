package ai.bizcrush.extapi.provider.deepgram;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.LiveLines;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveRecord.Event;
import ai.bizcrush.extapi.engine.LiveScene;
import ai.bizcrush.extapi.engine.LiveStage;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.engine.socket.SocketFault;
import ai.bizcrush.extapi.engine.socket.SocketRecognizerContract;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepgramLiveRecognizerTests extends SocketRecognizerContract<ScriptedLiveDeepgram> {

  DeepgramLiveRecognizerTests() {
    super(new ScriptedLiveDeepgram(API_KEY));
  }

  @Override
  protected LiveRecognizer recognizer(String address) {
    return recognizer(address, API_KEY);
  }

  /** The backlog of a slow reader comes at once. */
  @Override
  protected void readAgain() {
    vendor.allow(Duration.ofHours(1));
    super.readAgain();
  }

  @Test
  void wordsHaveTheTimesOfTheAudio() throws Exception {
    var record = stage(LiveFault.NONE).ready().feed(audio(LiveScene.conversation())).end();

    assertThat(record.finals().getFirst())
        .isEqualTo(new LiveWord(" baba", 300, 540, 0.98, "0", "en"));
    assertThat(record.finals().getLast().startMs()).isEqualTo(3600);
  }

  @Test
  void whereNoPauseIsHeardTheGapEndsTheUtterance() throws Exception {
    vendor.addNoise();
    var stage = stage(LiveFault.NONE).ready();

    stage.feed(LiveScene.conversation().pcm());
    stage.feed(LiveScene.silence(3000).pcm());

    soon().until(() -> stage.record().all(Event.Endpoint.class).size() == 2);
  }

  @Test
  void finishingTwiceEndsOnceMore() throws Exception {
    byte[] pcm = LiveScene.conversation().pcm();
    var stage = stage(LiveFault.NONE).ready();
    stage.feed(Arrays.copyOf(pcm, 1180 * 32)).finish();
    soon().until(() -> progressed(stage, 1180));
    int before = stage.record().events().size();

    stage.finish();

    soon().until(() -> stage.record().all(Event.Endpoint.class).size() == 2);
    var events = stage.record().events();
    assertThat(LiveLines.of(events.subList(before, events.size()))).containsExactly("endpoint");
  }

  private static boolean progressed(LiveStage stage, long millis) {
    return stage.record().all(Event.Progress.class).stream()
        .anyMatch(progress -> progress.finalMs() == millis);
  }

  @Test
  void withoutDiarizationThereAreNoSpeakers() throws Exception {
    var request = new RecognitionRequest(LanguageHints.AUTOMATIC, false, List.of("Biz Crush"));
    try (var stage = new LiveStage(recognizer(vendor.address()), request, TestLoop.Kind.EPOLL)) {
      var record = stage.ready().feed(LiveScene.conversation().pcm()).end();

      assertThat(record.finals()).extracting(LiveWord::speaker).containsOnly("");
      assertThat(vendor.upgrades().getLast().query())
          .containsEntry("keyterm", List.of("Biz Crush"));
    }
  }

  @Test
  void theVendorChecksTheKey() throws Exception {
    var recognizer = recognizer(vendor.address(), "another");
    try (var stage = new LiveStage(recognizer, request(), TestLoop.Kind.EPOLL)) {
      var failure = failure(stage);

      assertThat(failure).hasMessageNotContaining("another");
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.retryable()).isFalse();
    }
  }

  /** At its own pace a stream may be as long as it likes; what comes at once is counted. */
  @Test
  void theVendorRefusesWhatComesTooFast() throws Exception {
    try (var strict = new ScriptedLiveDeepgram(API_KEY)) {
      strict.allow(Duration.ofSeconds(1));
      try (var stage =
          new LiveStage(recognizer(strict.address()), request(), TestLoop.Kind.EPOLL)) {
        stage.ready().feed(LiveScene.silence(20_000).pcm());

        assertThat(failure(stage).kind()).isEqualTo(Kind.REJECTED);
      }
      assertThat(strict.complaints()).containsExactly("audio faster than 1.25 times real time");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, UNAVAILABLE, true",
    "1008, REJECTED, false",
    "1011, UNAVAILABLE, true",
    "1013, UNAVAILABLE, true"
  })
  void aCloseSaysWhoIsAtFault(int code, Kind kind, boolean retryable) throws Exception {
    vendor.misbehave(SocketFault.closeAfter(SOME_AUDIO, code));
    var stage = stage(LiveFault.NONE).ready();

    stage.feed(LiveScene.conversation().pcm());

    var failure = failure(stage);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
  }

  private static EngineException failure(LiveStage stage) {
    soon().until(() -> stage.record().failure() != null);
    return Objects.requireNonNull(stage.record().failure());
  }

  private LiveRecognizer recognizer(String address, String key) {
    var properties = Map.of("api-key", key, "base-url", address.replaceFirst("ws", "http"));
    return new DeepgramEngines(new EngineHttp(Clock.systemUTC()), sockets)
        .live(new ConfiguredProvider("deepgram", properties));
  }
}
