package ai.bizcrush.extapi.provider.vosk;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.LiveLines;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveRecord.Event;
import ai.bizcrush.extapi.engine.LiveScene;
import ai.bizcrush.extapi.engine.LiveStage;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.SpokenWord;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.socket.SocketRecognizerContract;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoskRecognizerTests extends SocketRecognizerContract<ScriptedVosk> {

  VoskRecognizerTests() {
    super(new ScriptedVosk(ScriptedVosk.Kind.CURRENT));
  }

  @Override
  protected LiveRecognizer recognizer(String address) {
    return recognizer(address, true);
  }

  @ParameterizedTest
  @EnumSource
  void finishingLeavesTheClockAlone(ScriptedVosk.Kind kind) throws Exception {
    var scene = LiveScene.conversation();
    byte[] pcm = scene.pcm();
    boolean reset = kind != ScriptedVosk.Kind.OLD;
    try (var server = new ScriptedVosk(kind);
        var stage =
            new LiveStage(recognizer(server.address(), reset), request(), TestLoop.Kind.EPOLL)) {
      stage.ready().feed(Arrays.copyOf(pcm, 1150 * 32)).finish();
      soon().until(() -> endpoints(stage) == 1);
      stage.feed(Arrays.copyOfRange(pcm, 1150 * 32, 1750 * 32)).finish().finish();
      soon().until(() -> endpoints(stage) == 3);
      stage.feed(Arrays.copyOfRange(pcm, 1750 * 32, pcm.length));

      var finals = stage.end().finals();

      assertThat(finals)
          .extracting(LiveWord::startMs)
          .containsExactlyElementsOf(scene.words().stream().map(SpokenWord::startMs).toList());
      assertThat(server.complaints()).isEmpty();
    }
  }

  private static int endpoints(LiveStage stage) {
    return stage.record().all(Event.Endpoint.class).size();
  }

  @Test
  void longSilenceIsOnlyProgress() throws Exception {
    var record = stage(LiveFault.NONE).ready().feed(LiveScene.silence(12_000).pcm()).end();

    assertThat(LiveLines.of(record.events()))
        .startsWith("ready")
        .contains("progress 11500 12000")
        .endsWith("progress 12000 12000", "ended")
        .filteredOn(line -> !line.startsWith("progress"))
        .hasSize(2);
  }

  @Test
  void theEndWithoutAudioIsAnEndToo() throws Exception {
    var record = stage(LiveFault.NONE).ready().end();

    assertThat(LiveLines.of(record.events())).containsExactly("ready", "ended");
  }

  @Test
  void aServerThatBreaksAtAResetPasses() throws Exception {
    try (var old = new ScriptedVosk(ScriptedVosk.Kind.OLD);
        var stage =
            new LiveStage(recognizer(old.address(), true), request(), TestLoop.Kind.EPOLL)) {
      stage.ready().finish();

      soon().until(() -> stage.record().failure() != null);
      assertThat(stage.record().failure()).hasMessage("closed the stream with 1011");
    }
  }

  private LiveRecognizer recognizer(String address, boolean reset) {
    var properties = Map.of("url", address, "language", "en", "reset", String.valueOf(reset));
    return new VoskEngines(sockets).live(new ConfiguredProvider("vosk", properties));
  }
}
