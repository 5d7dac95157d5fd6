package ai.bizcrush.extapi.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.engine.socket.LiveStream;
import ai.bizcrush.extapi.engine.socket.ScriptedSocketServer;
import ai.bizcrush.extapi.engine.socket.SocketFault;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import ai.bizcrush.extapi.engine.socket.TestSockets;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams over real sockets. */
class DeepgramLiveRecognizerTests {

  private static final String KEY = "key-that-nobody-may-read";
  private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

  private final ScriptedLiveDeepgram vendor = new ScriptedLiveDeepgram(KEY);
  private final TestSockets sockets = TestSockets.create();
  private List<String> complaints = List.of();

  @AfterEach
  void close() throws IOException {
    sockets.close();
    vendor.close();
    assertThat(vendor.complaints()).isEqualTo(complaints);
  }

  @ParameterizedTest
  @EnumSource
  void aConversationIsHeardToItsEnd(TestLoop.Kind kind) {
    try (var stream = open(kind)) {
      stream.feed(SIX_SECONDS).run(LiveSession::end).await("ended");

      assertThat(stream.heard().finals())
          .containsExactly(
              new LiveWord(" Good", 400, 700, 0.98, "0", "en"),
              new LiveWord(" morning,", 800, 1300, 0.98, "0", "en"),
              new LiveWord(" everybody.", 1400, 2000, 0.98, "0", "en"),
              new LiveWord(" Hello.", 3500, 4100, 0.98, "1", "en"));
      assertThat(stream.heard().threads()).hasSize(1);
      var lines = stream.heard().lines();
      assertThat(lines).startsWith("ready").endsWith("progress 6000 6000", "ended");
      assertThat(lines).filteredOn("endpoint"::equals).hasSize(2);
      assertThat(lines)
          .containsSubsequence(
              "interim Good",
              "interim Good morning,",
              "finals Good morning, everybody.",
              "endpoint",
              "interim Hello.",
              "finals Hello.",
              "endpoint");
    }
  }

  @Test
  void whereNoPauseIsHeardTheGapEndsTheUtterance() {
    vendor.addNoise();
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(Duration.ofSeconds(8)).run(LiveSession::end).await("ended");

      assertThat(stream.heard().lines())
          .containsSubsequence(
              "finals Good morning, everybody.", "endpoint", "finals Hello.", "endpoint", "ended");
    }
  }

  @Test
  void finishingAndGoingOn() {
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream
          .feed(Duration.ofMillis(1400))
          .run(LiveSession::finish)
          .await("finals Good morning,")
          .await("endpoint");
      stream.heard().lines();

      stream.feed(SIX_SECONDS).run(LiveSession::end).await("ended");

      assertThat(stream.heard().lines())
          .containsSubsequence(
              "finals everybody.", "endpoint", "finals Hello.", "endpoint", "ended");
    }
  }

  @Test
  void finishingTwiceEndsOnceMore() {
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(Duration.ofMillis(1400)).run(LiveSession::finish).await("endpoint");
      await().until(() -> stream.heard().said("progress 1400 1400"));
      stream.heard().lines();

      stream.run(LiveSession::finish).await("endpoint");

      assertThat(stream.heard().lines()).containsExactly("endpoint");
    }
  }

  @Test
  void silenceIsKeptAlive() {
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.run(LiveSession::keepAlive).run(LiveSession::keepAlive);
      stream.feed(SIX_SECONDS).run(LiveSession::end).await("ended");

      assertThat(stream.heard().finals()).hasSize(4);
    }
  }

  @Test
  void withoutDiarizationAndLanguage() {
    var request = new RecognitionRequest(LanguageHints.AUTOMATIC, false, List.of("Biz Crush"));
    try (var stream = new LiveStream(TestLoop.Kind.EPOLL, recognizer(KEY), request)) {
      stream.awaitReady().feed(SIX_SECONDS).run(LiveSession::end).await("ended");

      assertThat(stream.heard().finals())
          .extracting(LiveWord::speaker, LiveWord::language)
          .containsOnly(tuple("", "en"));
      assertThat(vendor.upgrades().getLast().query())
          .containsEntry("keyterm", List.of("Biz Crush"));
    }
  }

  @Test
  void theVendorRefusesAStreamThatIsTooFast() {
    vendor.allow(Duration.ofSeconds(2));
    complaints = List.of("audio faster than 1.25 times real time");
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(Duration.ofSeconds(20)).awaitFailure();

      assertThat(stream.heard().failure().kind()).isEqualTo(Kind.REJECTED);
    }
  }

  @Test
  void aWrongKeyIsNotTriedAgain() {
    try (var stream = new LiveStream(TestLoop.Kind.EPOLL, recognizer("another"), true)) {
      stream.awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, false);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED, false",
    "402, UNAVAILABLE, false",
    "403, UNAVAILABLE, false",
    "429, OVER_CAPACITY, true",
    "503, UNAVAILABLE, true"
  })
  void aRefusalIsUnderstood(int status, Kind kind, boolean retryable) {
    vendor.misbehave(
        SocketFault.refuse(ScriptedLiveDeepgram.refusal(status, "CODE", "secret words")));
    try (var stream = new LiveStream(TestLoop.Kind.EPOLL, recognizer(KEY), true)) {
      stream.awaitFailure();

      assertFailure(stream, kind, retryable);
    }
  }

  @Test
  void aRefusedConnectionPasses() throws IOException {
    var recognizer = recognizer(ScriptedSocketServer.refusingAddress(), KEY);
    try (var stream = new LiveStream(TestLoop.Kind.EPOLL, recognizer, true)) {
      stream.awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, true);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1006, UNAVAILABLE, true",
    "1008, REJECTED, false",
    "1011, UNAVAILABLE, true",
    "1000, UNAVAILABLE, true"
  })
  void aCloseInTheMiddleIsAFailure(int code, Kind kind, boolean retryable) {
    vendor.misbehave(
        code == 1006 ? SocketFault.cutAfter(64_000) : SocketFault.closeAfter(64_000, code));
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(SIX_SECONDS).awaitFailure();

      assertFailure(stream, kind, retryable);
    }
  }

  @Test
  void aResetInTheMiddlePasses() {
    vendor.misbehave(SocketFault.resetAfter(64_000));
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(SIX_SECONDS).awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, true);
    }
  }

  @Test
  void anErrorThenAClosePasses() {
    vendor.misbehave(
        SocketFault.sayAndCloseAfter(
            64_000, "{\"type\":\"Error\",\"description\":\"secret words\"}", 1011));
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(SIX_SECONDS).awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, true);
    }
  }

  @Test
  void garbageInTheMiddleIsAFault() {
    vendor.misbehave(SocketFault.sayAfter(64_000, "<html>secret words</html>"));
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(SIX_SECONDS).awaitFailure();

      assertFailure(stream, Kind.UNAVAILABLE, false);
      await().until(() -> vendor.standing() == 0);
    }
  }

  @Test
  void emptyAndRepeatedFinalsChangeNothing() {
    vendor.misbehave(
        SocketFault.after(
            100_000,
            socket -> {
              String empty =
                  "{\"type\":\"Results\",\"start\":0,\"duration\":0,\"is_final\":true,\"channel\":{\"alternatives\":[{\"transcript\":\"\",\"words\":[]}]}}";
              socket.text(empty);
              socket.text(empty);
              socket.text(
                  "{\"type\":\"Results\",\"start\":0,\"duration\":2,\"is_final\":true,\"channel\":{\"alternatives\":[{\"transcript\":\"Good\",\"words\":[{\"word\":\"good\"}]}]}}");
            }));
    try (var stream = open(TestLoop.Kind.EPOLL)) {
      stream.feed(SIX_SECONDS).run(LiveSession::end).await("ended");

      assertThat(stream.heard().finals()).hasSize(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAbortHangsUp(TestLoop.Kind kind) {
    try (var stream = open(kind)) {
      stream.feed(Duration.ofSeconds(1)).await("interim Good").run(LiveSession::abort);
      stream.heard().lines();

      await().until(() -> vendor.standing() == 0);
      stream.run(session -> {});

      assertThat(stream.heard().lines()).isEmpty();
    }
  }

  @Test
  void aStreamThatIsNotReadYetCanBeAborted() {
    vendor.misbehave(SocketFault.MUTE);
    try (var stream = new LiveStream(TestLoop.Kind.EPOLL, recognizer(KEY), true)) {
      await().until(() -> vendor.upgrades().size() == 1);

      stream.run(LiveSession::abort);

      await().until(() -> vendor.standing() == 0);
      assertThat(stream.heard().lines()).isEmpty();
    }
  }

  private static void assertFailure(LiveStream stream, Kind kind, boolean retryable) {
    EngineException failure = stream.heard().failure();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).hasMessageNotContainingAny("secret", "words", KEY, "localhost");
    assertThat(stream.heard().lines()).endsWith("failed");
  }

  private LiveStream open(TestLoop.Kind kind) {
    return new LiveStream(kind, recognizer(KEY), true).awaitReady();
  }

  private LiveRecognizer recognizer(String key) {
    return recognizer(vendor.address(), key);
  }

  private LiveRecognizer recognizer(String address, String key) {
    var properties = Map.of("api-key", key, "base-url", address.replaceFirst("ws", "http"));
    return new DeepgramEngines(new EngineHttp(Clock.systemUTC()), sockets)
        .live(new ConfiguredProvider("deepgram", properties));
  }
}
