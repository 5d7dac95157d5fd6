package ai.bizcrush.extapi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files arrive on disk before a controller runs, within limits, and leave with the request. */
class UploadTests extends ApiListenerTests {

  private static final int LIMIT = 1024 * 1024;
  private static final Path SPOOL = Path.of("target/test-data/web/spool");

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio/mp4", "video/webm", "application/ogg", "application/octet-stream"})
  void aRawBodyIsAFile(String contentType) throws Exception {
    byte[] body = bytes(300_000);

    var reply = Http.json(post("/v1/audio?label=hello", contentType, body));

    assertThat(reply.get("label").stringValue()).isEqualTo("hello");
    assertThat(reply.get("size").longValue()).isEqualTo(300_000);
    assertThat(reply.get("on_disk").longValue()).isEqualTo(300_000);
    assertThat(reply.get("sha256").stringValue()).isEqualTo(sha256(body));
    var path = Path.of(reply.get("path").stringValue());
    await().until(() -> Files.notExists(path));
  }

  @Test
  void aFormHasAFileAndFields() throws Exception {
    byte[] body = bytes(200_000);

    var reply =
        Http.json(
            post(
                "/v1/audio?label=query",
                "multipart/form-data; boundary=\"xX x\"",
                form("xX x", "label", "form", body)));

    assertThat(reply.get("label").stringValue()).isEqualTo("form");
    assertThat(reply.get("sha256").stringValue()).isEqualTo(sha256(body));
  }

  @Test
  void aFormWithoutAFileIsJustFields() throws Exception {
    var reply =
        Http.json(
            post(
                "/v1/audio",
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"label\"\r\n\r\nx\r\n--b--\r\n"
                    .getBytes(StandardCharsets.UTF_8)));

    assertThat(reply.get("label").stringValue()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no boundary at all",
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nnever ends"
      })
  void aBrokenFormIsInvalid(String body) throws Exception {
    var reply =
        post("/v1/audio", "multipart/form-data; boundary=b", body.getBytes(StandardCharsets.UTF_8));

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    assertSpoolIsEmpty();
  }

  @Test
  void aFormNeedsItsBoundary() throws Exception {
    assertError(
        post("/v1/audio", "multipart/form-data", "x".getBytes(StandardCharsets.UTF_8)),
        400,
        "INVALID_ARGUMENT",
        "Invalid form");
  }

  @Test
  void anEmptyFileIsAnEmptyBody() throws Exception {
    assertError(
        post("/v1/audio", "audio/wav", new byte[0]), 400, "INVALID_ARGUMENT", "Empty request body");
    assertError(
        post(
            "/v1/audio",
            "multipart/form-data; boundary=b",
            form("b", "label", "form", new byte[0])),
        400,
        "INVALID_ARGUMENT",
        "Empty request body");
  }

  @Test
  void anEndpointWithoutFilesTakesNone() throws Exception {
    assertError(
        post("/v1/optional", "audio/wav", bytes(10)),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "Unsupported content type");
  }

  @Test
  void theLimitIsExact() throws Exception {
    assertThat(post("/v1/audio", "audio/wav", bytes(LIMIT)).statusCode()).isEqualTo(200);
    assertError(
        post("/v1/audio", "audio/wav", bytes(LIMIT + 1)),
        413,
        "PAYLOAD_TOO_LARGE",
        "Payload too large");
  }

  @Test
  void theLimitHoldsForBodiesOfUnknownLength() throws Exception {
    var endless =
        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes(LIMIT + 1)));

    assertError(
        http.send(
            http.to("/v1/audio")
                .header("X-API-Key", ApiListener.KEY)
                .header("Content-Type", "audio/wav")
                .POST(endless)),
        413,
        "PAYLOAD_TOO_LARGE",
        "Payload too large");
    assertSpoolIsEmpty();
  }

  @Test
  void theLimitHoldsForTheFileOfAForm() throws Exception {
    assertError(
        post(
            "/v1/audio",
            "multipart/form-data; boundary=b",
            form("b", "label", "x", bytes(LIMIT + 1))),
        413,
        "PAYLOAD_TOO_LARGE",
        "Payload too large");
    assertSpoolIsEmpty();
  }

  @Test
  void anAnnouncedSizeOverTheLimitIsRefusedBeforeAByteIsRead() throws Exception {
    String reply = http.raw(head("Content-Length: 1073741825\r\n", ApiListener.KEY));

    assertThat(reply).startsWith("HTTP/1.1 413");
  }

  @Test
  void aRefusalReachesAClientThatIsStillUploading() throws Exception {
    for (String key : new String[] {"sk-test-wrong", ApiListener.KEY}) {
      try (var socket = http.connect()) {
        OutputStream out = socket.getOutputStream();
        out.write(head("Content-Length: 1073741825\r\n", key).getBytes(StandardCharsets.UTF_8));
        var uploader = Thread.ofVirtual().start(() -> uploadUntilRefused(out));

        String reply = Http.readAll(socket);

        assertThat(reply).startsWith(key.equals(ApiListener.KEY) ? "HTTP/1.1 413" : "HTTP/1.1 401");
        socket.close();
        uploader.join();
      }
    }
  }

  private static void uploadUntilRefused(OutputStream out) {
    try {
      byte[] block = new byte[64 * 1024];
      for (int i = 0; i < 1024; i++) {
        out.write(block);
      }
    } catch (IOException e) {
      // the server has heard enough
    }
  }

  @Test
  void aConnectionStillHearsAfterARefusedUpload() throws Exception {
    byte[] body = bytes(33_000);
    for (int i = 0; i < 25; i++) { // one client, one connection
      assertThat(post("/v1/audio", "audio/wav", body).statusCode()).isEqualTo(200);
      for (String path : new String[] {"/v1/audio", "/v1/nowhere"}) {
        var refused =
            http.send(
                http.to(path)
                    .header("X-API-Key", "sk-test-wrong")
                    .header("Content-Type", "audio/wav")
                    .POST(BodyPublishers.ofByteArray(body)));
        assertThat(refused.statusCode()).isIn(401, 404);
      }
      assertThat(post("/v1/caller", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void expectContinueIsAnsweredAfterAuthentication() throws Exception {
    String expect = "Content-Length: 4\r\nExpect: 100-continue\r\n";

    assertThat(http.raw(head(expect, "sk-test-wrong"))).startsWith("HTTP/1.1 401");
    try (var socket = http.connect()) {
      socket
          .getOutputStream()
          .write(head(expect, ApiListener.KEY).getBytes(StandardCharsets.UTF_8));
      byte[] interim = socket.getInputStream().readNBytes(25);
      assertThat(new String(interim, StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      socket.getOutputStream().write("RIFF".getBytes(StandardCharsets.UTF_8));
      assertThat(Http.readAll(socket)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void anUploadThatStopsIsDroppedAndLeavesNothing() throws Exception {
    try (var socket = http.connect()) {
      socket
          .getOutputStream()
          .write(
              (head("Content-Length: 1000000\r\n", ApiListener.KEY) + "some")
                  .getBytes(StandardCharsets.UTF_8));
      await().until(() -> spooled() == 1);

      await().until(() -> spooled() == 0);
    }
  }

  @Test
  void anUploadThatIsAbandonedLeavesNothing() throws Exception {
    var socket = http.connect();
    socket
        .getOutputStream()
        .write(
            (head("Content-Length: 1000000\r\n", ApiListener.KEY) + "some")
                .getBytes(StandardCharsets.UTF_8));
    await().until(() -> spooled() == 1);

    socket.close();

    await().until(() -> spooled() == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 300_000})
  void aClientThatLeavesInterruptsItsController(int size) throws Exception {
    ApiListener.WAITING.set(new CountDownLatch(1));
    ApiListener.INTERRUPTED.set(new CountDownLatch(1));
    var socket = http.connect();
    String type = size == 0 ? "application/json" : "audio/wav";
    socket
        .getOutputStream()
        .write(
            ("POST /v1/wait HTTP/1.1\r\nHost: a\r\nContent-Type: "
                    + type
                    + "\r\nContent-Length: "
                    + size
                    + "\r\nX-API-Key: "
                    + ApiListener.KEY
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(bytes(size));
    ApiListener.WAITING.get().await();
    for (int i = 0; i < 5; i++) { // a call that has only just begun cannot be interrupted yet
      post("/v1/caller", "");
    }

    socket.close();

    assertThat(ApiListener.INTERRUPTED.get().await(10, TimeUnit.SECONDS)).isTrue();
    assertSpoolIsEmpty();
  }

  private static String head(String headers, String key) {
    return "POST /v1/audio HTTP/1.1\r\nHost: a\r\nContent-Type: audio/wav\r\nX-API-Key: "
        + key
        + "\r\n"
        + headers
        + "\r\n";
  }

  private static byte[] form(String boundary, String name, String value, byte[] file)
      throws IOException {
    var form = new ByteArrayOutputStream();
    String separator = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
    form.write((separator + name + "\"\r\n\r\n" + value + "\r\n").getBytes(StandardCharsets.UTF_8));
    form.write(
        (separator + "file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    form.write(file);
    form.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  private static long spooled() throws IOException {
    try (var files = Files.list(SPOOL)) {
      return files.count();
    }
  }

  private static void assertSpoolIsEmpty() {
    await().until(() -> spooled() == 0);
  }
}
