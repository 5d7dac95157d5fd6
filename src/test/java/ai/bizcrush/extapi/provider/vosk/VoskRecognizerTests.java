package ai.bizcrush.extapi.provider.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.socket.LiveStream;
import ai.bizcrush.extapi.engine.socket.Refusal;
import ai.bizcrush.extapi.engine.socket.ScriptedSocketServer;
import ai.bizcrush.extapi.engine.socket.SocketFault;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import ai.bizcrush.extapi.engine.socket.TestSockets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams over real sockets. */
class VoskRecognizerTests {

  private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

  private final TestSockets sockets = TestSockets.create();
  private List<String> complaints = List.of();
  private ScriptedVosk server = new ScriptedVosk(ScriptedVosk.Kind.CURRENT);

  @AfterEach
  void close() throws IOException {
    sockets.close();
    server.close();
    assertThat(server.complaints()).isEqualTo(complaints);
  }

  @ParameterizedTest
  @EnumSource
  void aConversationIsHeardToItsEnd(TestLoop.Kind kind) {
    try (var stream = open(kind)) {
      stream.feed(SIX_SECONDS).run(LiveSession::end).await("ended");

      assertThat(stream.heard().finals())
          .containsExactly(
              new LiveWord(" good", 400, 700, 0.987654, "", "en"),
              new LiveWord(" morning", 800, 1300, 0.987654, "", "en"),
              new LiveWord(" everybody", 1400, 2000, 0.987654, "", "en"),
              new LiveWord(" hello", 3500, 4100, 0.987654, "", "en"));
      assertThat(stream.heard().threads()).hasSize(1);
      var lines = stream.heard().lines();
      assertThat(lines).startsWith("ready").endsWith("progress 6000 6000", "ended");
      assertThat(lines).filteredOn("endpoint"::equals).hasSize(2);
      assertThat(lines)
          .containsSubsequence(
              "interim good",
              "interim good morning",
              "finals good morning everybody",
              "endpoint",
              "interim hello",
              "finals hello",
              "endpoint");
    }
  }

  @ParameterizedTest
  @EnumSource
  void finishingLeavesTheClockAlone(ScriptedVosk.Kind kind) throws IOException {
    server.close();
    server = new ScriptedVosk(kind);
    try (var stream = open(TestLoop.Kind.EPOLL, kind != ScriptedVosk.Kind.OLD)) {
      stream
          .feed(Duration.ofMillis(1400))
          .run(LiveSession::finish)
          .await("finals good morning")
          .await("progress 1400 1400");
      stream.feed(Duration.ofMillis(1200)).await("finals everybody");
      stream.run(LiveSession::finish).run(LiveSession::finish);

      stream.feed(SIX_SECONDS).run(LiveSession::end).await("ended");

      assertThat(stream.heard().finals())
          .extracting(LiveWord::startMs)
          .containsExactly(400L, 800L, 1400L, 3500L);
      assertThat(stream.heard().lines()).filteredOn("endpoint"::equals).hasSize(5);
    }
  }

  @Test
  void longSilenceIsOnlyProgress() {
    server.say(List.of());
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(Duration.ofSeconds(12)).run(LiveSession::end).await("ended");

      assertThat(stream.heard().lines())
          .contains("progress 11500 12000")
          .doesNotContain("endpoint")
          .noneMatch(line -> line.startsWith("interim") || line.startsWith("finals"));
    }
  }

  @Test
  void theEndWithoutAudioIsAnEndToo() {
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.run(LiveSession::end).await("ended");

      assertThat(stream.heard().lines()).containsExactly("ready", "ended");
    }
  }

  @Test
  void aServerThatBreaksAtAResetPasses() throws IOException {
    complaints = List.of("a text that is taken for audio");
    server.close();
    server = new ScriptedVosk(ScriptedVosk.Kind.OLD);
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.run(LiveSession::finish).awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, true);
    }
  }

  @Test
  void aRefusedUpgradePasses() {
    server.misbehave(SocketFault.refuse(Refusal.of(503, "secret words")));
    try (var stream =
        new LiveStream(TestLoop.Kind.EPOLL, recognizer(server.address(), true), true)) {
      stream.awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, true);
    }
  }

  @Test
  void aRefusedConnectionPasses() throws IOException {
    var recognizer = recognizer(ScriptedSocketServer.refusingAddress(), true);
    try (var stream = new LiveStream(TestLoop.Kind.EPOLL, recognizer, true)) {
      stream.awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, true);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1006, 1011})
  void aCloseInTheMiddlePasses(int code) {
    server.misbehave(
        code == 1006 ? SocketFault.cutAfter(64_000) : SocketFault.closeAfter(64_000, code));
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(SIX_SECONDS).awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, true);
    }
  }

  @Test
  void garbageInTheMiddleIsAFault() {
    server.misbehave(SocketFault.sayAfter(64_000, "<html>secret words</html>"));
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(SIX_SECONDS).awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, false);
      await().until(() -> server.standing() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAbortHangsUp(TestLoop.Kind kind) {
    try (var stream = open(kind)) {
      stream.feed(Duration.ofSeconds(1)).await("interim good").run(LiveSession::abort);
      stream.heard().lines();

      await().until(() -> server.standing() == 0);
      stream.run(session -> {});

      assertThat(stream.heard().lines()).isEmpty();
    }
  }

  private static void assertFailure(LiveStream stream, Kind kind, boolean retryable) {
    EngineException failure = stream.heard().failure();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).hasMessageNotContainingAny("secret", "words", "localhost");
    assertThat(stream.heard().lines()).endsWith("failed");
  }

  private LiveStream open(TestLoop.Kind kind) {
    return open(kind, true);
  }

  private LiveStream open(TestLoop.Kind kind, boolean reset) {
    return new LiveStream(kind, recognizer(server.address(), reset), true).awaitReady();
  }

  private LiveRecognizer recognizer(String address, boolean reset) {
    return new VoskEngines(sockets)
        .live(
            new ConfiguredProvider(
                "vosk", Map.of("url", address, "language", "en", "reset", String.valueOf(reset))));
  }
}
