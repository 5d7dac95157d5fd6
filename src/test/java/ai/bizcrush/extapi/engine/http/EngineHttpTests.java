package ai.bizcrush.extapi.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineHttpTests {

  private static final EngineCall PATIENT = call(10_000, 10_000, 30_000);
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

  /** Far more than sockets buffer. */
  private static final Duration LONG = Duration.ofMinutes(30);

  @TempDir private Path folder;
  private final EngineHttp http = new EngineHttp(Clock.fixed(NOW, ZoneOffset.UTC));
  private Reply reply = Reply.json(200, "{\"words_heard\": 3}");
  private final ScriptedServer server =
      new ScriptedServer() {
        @Override
        protected Reply answer(ScriptedRequest request) {
          return reply;
        }
      };

  private record Heard(@Nullable Integer wordsHeard) {}

  @AfterEach
  void close() throws IOException {
    server.close();
    http.close();
  }

  @Test
  void aGoodAnswerIsReadAsARecord() throws Exception {
    assertThat(get(PATIENT).as(Heard.class)).isEqualTo(new Heard(3));
  }

  @Test
  void aConnectionServesManyCalls() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(get(PATIENT).successful()).isTrue();
    }

    assertThat(server.connectionsTaken()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED, false",
    "413, REJECTED, false",
    "415, REJECTED, false",
    "422, REJECTED, false",
    "429, OVER_CAPACITY, true",
    "408, UNAVAILABLE, true",
    "425, UNAVAILABLE, true",
    "502, UNAVAILABLE, true",
    "503, UNAVAILABLE, true",
    "504, UNAVAILABLE, true",
    "302, UNAVAILABLE, false",
    "401, UNAVAILABLE, false",
    "402, UNAVAILABLE, false",
    "403, UNAVAILABLE, false",
    "404, UNAVAILABLE, false",
    "500, UNAVAILABLE, false",
    "501, UNAVAILABLE, false",
  })
  void theStatusTellsTheKindOfFailure(int status, Kind kind, boolean retryable) throws Exception {
    reply = Reply.json(status, "{\"secret\": 1}").with("Location", server.address() + "/x");

    var failure = failure(() -> get(PATIENT).as(Heard.class));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).hasMessage("answered " + status).hasNoCause();
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "7, PT7S",
    "'Sat, 21 Nov 2026 06:02:00 GMT', PT2M",
    "'Sat, 21 Nov 2026 05:00:00 GMT', PT0S",
    "soon, ",
    "-3, ",
  })
  void retryAfterIsSecondsOrADate(String header, @Nullable Duration expected) throws Exception {
    reply = Reply.empty(503).with("Retry-After", header);

    assertThat(failure(() -> get(PATIENT).as(Heard.class)).retryAfter()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'<html>words</html>'",
    "'{\"words_heard\": \"words\"}'",
    "'{\"words_heard\": 3} words'",
    "'{\"words_heard\": NaN}'",
    "'{\"words_heard'",
    "'[]'",
    "'null'",
    "''",
  })
  void anythingButTheExpectedJsonIsAFault(String body) throws Exception {
    reply = Reply.json(200, body);

    var failure = failure(() -> get(PATIENT).as(Heard.class));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageNotContaining("words").hasNoCause();
  }

  @Test
  void anAnswerOf16MegabytesIsRead() throws Exception {
    reply = Reply.json(200, "[" + " ".repeat(AnswerReader.MOST_BYTES - 2) + "]");

    assertThat(get(PATIENT).as(Object[].class)).isEmpty();
  }

  @Test
  void anAnswerOfMoreIsAFault() throws Exception {
    reply = Reply.json(200, "[" + " ".repeat(AnswerReader.MOST_BYTES - 1) + "]");

    assertThat(failure(() -> get(PATIENT)).retryable()).isFalse();
  }

  @Test
  void aRefusedConnectionPasses() throws Exception {
    var request = new HttpGet(ScriptedServer.refusingAddress());

    assertPasses(failure(() -> http.send(request, PATIENT)));
  }

  @Test
  void aHostWithoutAnAddressPasses() {
    var request = new HttpGet("http://engine.invalid/");

    assertPasses(failure(() -> http.send(request, PATIENT)));
  }

  @Test
  void silenceEndsWithTheFirstByteTimeOut() {
    server.misbehave(request -> true, Behaviour.BLACK_HOLE);

    assertPasses(failure(() -> get(call(5_000, 300, 60_000))));
  }

  @Test
  void slowBytesEndWithTheWholeTimeOut() {
    server.misbehave(
        request -> true, Behaviour.slowly("{\"words_heard\": 3}", Duration.ofMillis(200)));

    assertPasses(failure(() -> get(call(5_000, 5_000, 600))));
  }

  @Test
  void anUploadThatNobodyReadsEndsWithTheWholeTimeOut() throws Exception {
    server.readNothing();

    assertPasses(failure(() -> post(recording(LONG), call(5_000, 60_000, 600))));
  }

  @Test
  void aTlsHandshakeThatNobodyAnswersEndsInTime() {
    server.readNothing();
    var request = new HttpGet(server.address().replace("http:", "https:"));

    assertPasses(failure(() -> http.send(request, call(500, 60_000, 1_500))));
  }

  @Test
  void anAnswerThatBreaksOffPasses() {
    server.misbehave(request -> true, Behaviour.breakOff("{\"words_heard\": 3}"));

    assertPasses(failure(() -> get(PATIENT)));
  }

  @Test
  void aResetPasses() {
    server.misbehave(request -> true, Behaviour.reset("{\"words_heard\": 3}"));

    assertPasses(failure(() -> get(PATIENT)));
  }

  @Test
  void whatIsNotHttpIsAFault() {
    server.misbehave(request -> true, Behaviour.raw("220 mail.example ESMTP\r\n\r\n".repeat(99)));

    assertThat(failure(() -> get(PATIENT)).retryable()).isFalse();
  }

  @Test
  void anAnswerBeforeTheWholeUploadIsHeard() throws Exception {
    server.refuseEarly(Reply.empty(413));

    assertThat(failure(() -> post(recording(LONG), PATIENT).as(Heard.class)).kind())
        .isEqualTo(Kind.REJECTED);
  }

  @Test
  void anInterruptEndsTheCall() throws Exception {
    var asked = new CompletableFuture<Void>();
    server.misbehave(
        request -> true,
        connection -> {
          asked.complete(null);
          Behaviour.BLACK_HOLE.play(connection);
        });
    var outcome = new CompletableFuture<Throwable>();
    var worker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    get(PATIENT);
                  } catch (Throwable e) {
                    outcome.complete(e);
                  }
                });
    asked.get(10, TimeUnit.SECONDS);

    worker.interrupt();

    assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void aRecordingThatIsShorterThanItSaysIsNobodyElsesFault() throws Exception {
    var recording = recording(Duration.ofSeconds(1));
    var longer = new Recording(recording.pcm(), 0, recording.samples() + 1);

    assertThatThrownBy(() -> post(longer, PATIENT)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void threeHoursAreSentInFlatMemory() throws Exception {
    var recording = recording(Duration.ofHours(3));
    var allocation = new Allocation();

    try (allocation) {
      assertThat(post(recording, PATIENT).successful()).isTrue();
    }

    assertThat(server.requests().getFirst().length()).isEqualTo(4 + 3 * 3600 * 32_000L);
    assertThat(allocation.bytes()).isLessThan(16L << 20);
  }

  private Recording recording(Duration length) throws IOException {
    return SparseRecording.of(folder, length);
  }

  private EngineAnswer get(EngineCall call) throws InterruptedException {
    return http.send(new HttpGet(server.address() + "/v1/x"), call);
  }

  private EngineAnswer post(Recording recording, EngineCall call) throws InterruptedException {
    var request = new HttpPost(server.address() + "/v1/x");
    request.setEntity(new AudioPart("a.wav", "audio/wav", new byte[4], recording).entity());
    return http.send(request, call);
  }

  private static EngineException failure(Action action) {
    return catchThrowableOfType(EngineException.class, action::run);
  }

  private static void assertPasses(EngineException failure) {
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageNotContaining("localhost").hasNoCause();
  }

  private static EngineCall call(long connect, long firstByte, long whole) {
    return new EngineCall(
        Duration.ofMillis(connect), Duration.ofMillis(firstByte), Duration.ofMillis(whole));
  }

  @FunctionalInterface
  private interface Action {
    void run() throws InterruptedException, IOException;
  }
}
