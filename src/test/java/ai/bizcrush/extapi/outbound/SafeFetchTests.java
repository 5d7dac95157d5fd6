package ai.bizcrush.extapi.outbound;

import static ai.bizcrush.extapi.outbound.ScriptedServer.drip;
import static ai.bizcrush.extapi.outbound.ScriptedServer.file;
import static ai.bizcrush.extapi.outbound.ScriptedServer.redirect;
import static ai.bizcrush.extapi.outbound.ScriptedServer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

@Timeout(60)
class SafeFetchTests {

  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path directory;
  private Fetching fetching;

  @BeforeEach
  void start() {
    fetching = new Fetching(directory, "127.0.0.0/8");
  }

  @AfterEach
  void stop() {
    fetching.close();
  }

  @Test
  void savesTheBodyByteForByte() throws Exception {
    try (var server = ScriptedServer.saying(file("\r\n\0sound\r\n"))) {
      Fetched fetched = fetching.fetch(server.url("/a.ogg"));

      assertThat(fetched).isEqualTo(new Fetched(fetching.target, DataSize.ofBytes(10)));
      assertThat(fetched.file()).hasContent("\r\n\0sound\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nso\r\n3\r\nund\r\n0\r\nT: t\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nsound",
        "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nsound",
        "HTTP/1.1 203 Non-Authoritative\r\nContent-Length: 5\r\n\r\nsound",
        "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 5\r\n\r\nsound",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsound and more than announced",
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsound"
      })
  void understandsEveryWayToSendABody(String response) throws Exception {
    try (var server = ScriptedServer.saying(response)) {
      assertThat(fetching.fetch(server.url("/")).file()).hasContent("sound");
    }
  }

  @Test
  void sendsTheSignedTargetUntouchedAndNothingThatTellsOnUs() throws Exception {
    String target = "/b%2Fc/%e2%82%AC/%zz%/+~!$&'()*,;=:@?X-Sig=a%2Bb%3d%3D&x=%27+/?";
    try (var server = ScriptedServer.saying(file("sound"))) {
      fetching.fetch(server.url(target + "#fragment"));

      assertThat(server.heads().getFirst())
          .isEqualTo(
              """
              GET %s HTTP/1.1\r
              Host: 127.0.0.1:%d\r
              User-Agent: extapi\r
              Accept: */*\r
              Accept-Encoding: identity\r
              Connection: close\r
              \r
              """
                  .formatted(target, server.port()));
    }
  }

  @Test
  void encodesWhatMayNotStandInARequest() throws Exception {
    try (var server = ScriptedServer.saying(file("sound"))) {
      fetching.fetch(" " + server.url("/a b\\회의.m4a?q=\"a b\"\t").replace("http", "HTTP"));

      assertThat(server.heads().getFirst())
          .startsWith("GET /a%20b/%ED%9A%8C%EC%9D%98.m4a?q=%22a%20b%22 HTTP/1.1\r\n");
    }
  }

  @Test
  void triesTheAddressesInOrderAndNamesTheHostAsTheUserDid() throws Exception {
    try (var server = ScriptedServer.saying(file("sound"))) {
      fetching.names.answers("xn--fa-hia.example", "127.0.0.9", "127.0.0.1");

      fetching.fetch("http://Faß.example:" + server.port() + "/");

      assertThat(server.heads().getFirst())
          .contains("\r\nHost: xn--fa-hia.example:" + server.port() + "\r\n");
    }
  }

  @Test
  void overwritesTheTarget() throws Exception {
    Files.writeString(fetching.target, "something longer than the sound");
    try (var server = ScriptedServer.saying(file("sound"))) {
      fetching.fetch(server.url("/"));

      assertThat(fetching.target).hasContent("sound");
    }
  }

  @Test
  void leavesNoTargetBehindWhenItFailsBeforeTheBody() throws Exception {
    Files.writeString(fetching.target, "older");
    try (var server = ScriptedServer.saying("HTTP/1.1 404 Not Found\r\n\r\n")) {
      fetching.assertFailsWith(server.url("/"), "Cannot fetch URL: HTTP status 404");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsRedirectsWithAGet(int status) throws Exception {
    try (var server = moving(status, "b/./../c%2f?d é#e")) {
      fetching.fetch(server.url("/x/y?z"));

      assertThat(server.heads()).hasSize(2);
      assertThat(server.heads().getLast())
          .startsWith("GET /x/c%2f?d%20%C3%A9 HTTP/1.1\r\n")
          .doesNotContainIgnoringCase("referer");
      assertThat(fetching.target).hasContent("sound");
    }
  }

  @Test
  void doesNotKeepCookiesOverARedirect() throws Exception {
    try (var server =
        ScriptedServer.playing(
            (head, socket) ->
                say(
                    socket,
                    head.startsWith("GET /first ")
                        ? redirect(302, "/second")
                            .replace("Location", "Set-Cookie: a=b\r\nLocation")
                        : file("sound")))) {
      fetching.fetch(server.url("/first"));

      assertThat(server.heads().getLast()).startsWith("GET /second").doesNotContain("Cookie");
    }
  }

  @Test
  void followsAsManyRedirectsAsAllowed() throws Exception {
    try (var server =
        ScriptedServer.playing(
            (head, socket) -> {
              int left = head.charAt(5) - '0';
              say(socket, left == 0 ? file("sound") : redirect(302, "/" + (left - 1)));
            })) {
      fetching.fetch(server.url("/5"));
      assertThat(server.connections()).isEqualTo(6);

      fetching.assertFails(server.url("/6"), Reason.TOO_MANY_REDIRECTS);
      assertThat(server.connections()).isEqualTo(12);
    }
  }

  @Test
  void leavesARedirectLoop() throws Exception {
    try (var server = ScriptedServer.saying(redirect(307, ""))) {
      fetching.assertFailsWith(server.url("/"), "Cannot fetch URL: too many redirects");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 302 Found, Cannot fetch URL: HTTP status 302",
    "HTTP/1.1 300 Choices, Cannot fetch URL: HTTP status 300",
    "HTTP/1.1 304 Not Modified, Cannot fetch URL: HTTP status 304",
    "HTTP/1.1 201 Created, Cannot fetch URL: HTTP status 201",
    "HTTP/1.1 206 Partial, Cannot fetch URL: HTTP status 206",
    "HTTP/1.1 403 the bucket of secret.example, Cannot fetch URL: HTTP status 403",
    "HTTP/1.1 500 Oops, Cannot fetch URL: HTTP status 500",
    "HTTP/1.1 999 Whatever, Cannot fetch URL: HTTP status 999",
    "HTTP/1.1 204 No Content, Cannot fetch URL: empty response",
    "HTTP/1.1 205 Reset, Cannot fetch URL: empty response",
    "HTTP/1.1 200 OK, Cannot fetch URL: empty response",
    "SSH-2.0-server, Cannot fetch URL: invalid response",
    "HTTP/2 200 OK, Cannot fetch URL: invalid response",
    "HTTP/1.1 two hundred, Cannot fetch URL: invalid response"
  })
  void takesNothingButAFile(String statusLine, String message) throws Exception {
    try (var server = ScriptedServer.saying(statusLine + "\r\nX: y\r\n\r\n")) {
      fetching.assertFailsWith(server.url("/"), message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Encoding: gzip, ENCODED_RESPONSE",
    "Content-Encoding: br, ENCODED_RESPONSE",
    "Transfer-Encoding: gzip, INVALID_RESPONSE",
    "Content-Length: -5, INVALID_RESPONSE",
    "Content-Length: 99999999999999999999, INVALID_RESPONSE",
    "Content-Length: 0, EMPTY_RESPONSE"
  })
  void refusesBodiesThatItCannotTake(String header, Reason reason) throws Exception {
    try (var server = ScriptedServer.saying("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\nsound")) {
      fetching.assertFails(server.url("/"), reason);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nX: LONG\r\nContent-Length: 5\r\n\r\nsound",
        "HTTP/1.1 200 OK\r\nX: y\r\n FOLDED\r\nContent-Length: 5\r\n\r\nsound",
        "HTTP/1.1 200 LONG\r\nContent-Length: 5\r\n\r\nsound",
        "HTTP/1.1 200 OK\r\nMANYContent-Length: 5\r\n\r\nsound",
        "MANYHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsound"
      })
  void refusesHugeHeads(String response) throws Exception {
    String huge =
        response
            .replace("LONG", "x".repeat(20_000))
            .replace("FOLDED", ("x".repeat(10_000) + "\r\n ").repeat(2) + "z")
            .replace("MANY", "X: y\r\n".repeat(200));
    try (var server = ScriptedServer.saying(huge)) {
      fetching.assertFails(server.url("/"), Reason.INVALID_RESPONSE);
    }
  }

  @Test
  void takesAFileOfExactlyTheLimit() throws Exception {
    String body = "x".repeat(1000);
    for (String response : new String[] {file(body), "HTTP/1.1 200 OK\r\n\r\n" + body}) {
      try (var server = ScriptedServer.saying(response)) {
        assertThat(fetching.fetch(server.url("/")).size()).isEqualTo(DataSize.ofBytes(1000));
      }
    }
  }

  @Test
  void refusesAFileOneByteOverTheLimitHoweverItIsSent() throws Exception {
    String body = "x".repeat(1001);
    String[] responses = {
      file(body),
      "HTTP/1.1 200 OK\r\n\r\n" + body,
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + body + "\r\n0\r\n\r\n"
    };
    for (String response : responses) {
      try (var server = ScriptedServer.saying(response)) {
        fetching.assertTooLarge(server.url("/"), Fetching.LIMITS);
      }
    }
  }

  @Test
  void refusesAnAnnouncedLengthOverTheLimitWithoutWaitingForTheBody() throws Exception {
    var never = new CountDownLatch(1);
    try (var server =
        ScriptedServer.playing(
            (_, socket) -> {
              say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
              never.await();
            })) {
      fetching.assertTooLarge(server.url("/"), Fetching.LIMITS);
    }
  }

  @Test
  void endsAnEndlessBodyAtTheLimit() throws Exception {
    try (var server =
        ScriptedServer.playing(
            (_, socket) -> {
              say(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              while (true) {
                say(socket, "5\r\nsound\r\n");
              }
            })) {
      fetching.assertTooLarge(server.url("/"), Fetching.LIMITS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsound",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nsound",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsound\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n",
        ""
      })
  void refusesWhatIsCutShort(String response) throws Exception {
    try (var server = ScriptedServer.saying(response)) {
      fetching.assertFails(server.url("/"), Reason.CONNECTION_FAILED);
    }
  }

  @Test
  void refusesWhatIsResetHalfway() throws Exception {
    try (var server =
        ScriptedServer.playing(
            (_, socket) -> {
              say(socket, "HTTP/1.1 200 OK\r\n\r\nso");
              await()
                  .until(() -> Files.exists(fetching.target) && Files.size(fetching.target) == 2);
              socket.setSoLinger(true, 0);
            })) {
      fetching.assertFails(server.url("/"), Reason.CONNECTION_FAILED);
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      free = socket.getLocalPort();
    }

    fetching.assertFailsWith(
        "http://127.0.0.1:" + free + "/", "Cannot fetch URL: connection failed");
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    fetching.assertFailsWith("http://nobody.example/", "Cannot fetch URL: host not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX:", "HTTP/1.1 100 Continue\r\n\r\n"})
  void doesNotWaitForASilentServer(String start) throws Exception {
    var never = new CountDownLatch(1);
    try (var server =
        ScriptedServer.playing(
            (_, socket) -> {
              say(socket, start);
              never.await();
            })) {
      fetching.assertFails(server.url("/"), withFirstByte(SHORT), Reason.TIMED_OUT);
    }
  }

  @Test
  void doesNotWaitForABodyThatStops() throws Exception {
    var never = new CountDownLatch(1);
    try (var server =
        ScriptedServer.playing(
            (_, socket) -> {
              say(socket, "HTTP/1.1 200 OK\r\n\r\nso");
              never.await();
            })) {
      fetching.assertFails(server.url("/"), withIdle(SHORT), Reason.TIMED_OUT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: ",
        "HTTP/1.1 100 Continue\r\n\r\n"
      })
  void endsAtTheDeadlineThoughBytesKeepComing(String start) throws Exception {
    try (var server = dripping(start)) {
      fetching.assertFails(server.url("/"), Fetching.LIMITS.within(SHORT), Reason.TIMED_OUT);
    }
  }

  @Test
  void endsAtTheDeadlineOverAllRedirects() throws Exception {
    try (var server =
        ScriptedServer.playing(
            (_, socket) -> {
              drip(socket, Stream.of(redirect(302, "/again")));
            })) {
      var limits =
          new FetchLimits(
              DataSize.ofBytes(1000),
              Duration.ofSeconds(20),
              Duration.ofSeconds(20),
              Duration.ofSeconds(20),
              SHORT,
              1_000_000);

      fetching.assertFails(server.url("/"), limits, Reason.TIMED_OUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX: y", "HTTP/1.1 200 OK\r\n\r\nso"})
  void anInterruptClosesTheConnectionAndDeletesTheFile(String start) throws Exception {
    var begun = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    try (var server =
        ScriptedServer.playing(
            (_, socket) -> {
              say(socket, start);
              begun.countDown();
              awaitClose(socket, closed);
            })) {
      var task =
          new FutureTask<>(
              () -> fetching.service().fetch(server.url("/"), fetching.target, Fetching.LIMITS));
      Thread caller = Thread.ofVirtual().start(task);
      begun.await();
      if (start.endsWith("so")) {
        await().until(() -> Files.exists(fetching.target) && Files.size(fetching.target) == 2);
      }
      caller.interrupt();

      assertThatThrownBy(task::get)
          .cause()
          .isInstanceOf(InterruptedException.class)
          .hasNoCause()
          .hasNoSuppressedExceptions();
      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(fetching.target).doesNotExist();
      assertThat(
              fetching
                  .meters
                  .get("extapi.outbound.fetch")
                  .tag("outcome", "interrupted")
                  .timer()
                  .count())
          .isOne();
    }
  }

  @Test
  void doesNotBlameTheUserWhenTheFileCannotBeWritten() throws Exception {
    try (var server = ScriptedServer.saying(file("sound"))) {
      Path nowhere = directory.resolve("missing").resolve("target");

      assertThatThrownBy(() -> fetching.service().fetch(server.url("/"), nowhere, Fetching.LIMITS))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void streamsAFileMuchLargerThanItsBuffers() throws Exception {
    int size = 32 * 1024 * 1024;
    try (var server =
        ScriptedServer.playing(
            (_, socket) -> {
              say(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
              write(socket.getOutputStream(), size);
            })) {
      var limits = fetching.service().limits(DataSize.ofBytes(size));

      assertThat(fetching.fetch(server.url("/"), limits).size()).isEqualTo(DataSize.ofBytes(size));
      assertThat(fetching.target).hasSize(size);
    }
  }

  @Test
  void countsEachOutcome() throws Exception {
    try (var server = ScriptedServer.saying(file("sound"))) {
      fetching.fetch(server.url("/?secret"));
      fetching.fetch(server.url("/?secret"));
      fetching.assertFails("http://10.0.0.1/?secret", Reason.ADDRESS_NOT_ALLOWED);

      assertThat(fetching.meters.get("extapi.outbound.fetch").tag("outcome", "ok").timer().count())
          .isEqualTo(2);
      assertThat(fetching.meters.getMeters())
          .flatExtracting(meter -> meter.getId().getTags())
          .extracting(tag -> tag.getKey() + "=" + tag.getValue())
          .containsExactlyInAnyOrder("outcome=ok", "outcome=address_not_allowed");
    }
  }

  private static ScriptedServer moving(int status, String location) {
    return ScriptedServer.playing(
        (head, socket) ->
            say(
                socket,
                head.startsWith("GET /x/y?z ") ? redirect(status, location) : file("sound")));
  }

  private static ScriptedServer dripping(String start) {
    return ScriptedServer.playing(
        (_, socket) -> {
          say(socket, start);
          drip(socket, Stream.generate(() -> start.contains("Continue") ? start : "x"));
        });
  }

  private static void awaitClose(Socket socket, CountDownLatch closed) {
    try {
      if (socket.getInputStream().read() < 0) {
        closed.countDown();
      }
    } catch (IOException _) {
      closed.countDown();
    }
  }

  private static void write(OutputStream out, int size) throws IOException {
    byte[] block = "0123456789abcdef".repeat(4096).getBytes(StandardCharsets.US_ASCII);
    for (int sent = 0; sent < size; sent += block.length) {
      out.write(block);
    }
  }

  private static FetchLimits withFirstByte(Duration time) {
    FetchLimits usual = Fetching.LIMITS;
    return new FetchLimits(
        usual.maxSize(), usual.connect(), time, usual.idle(), usual.total(), usual.maxRedirects());
  }

  private static FetchLimits withIdle(Duration time) {
    FetchLimits usual = Fetching.LIMITS;
    return new FetchLimits(
        usual.maxSize(),
        usual.connect(),
        usual.firstByte(),
        time,
        usual.total(),
        usual.maxRedirects());
  }
}
