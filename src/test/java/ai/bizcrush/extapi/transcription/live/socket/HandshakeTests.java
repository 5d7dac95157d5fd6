package ai.bizcrush.extapi.transcription.live.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection becomes a stream, and what those are told who did not ask properly. */
class HandshakeTests extends SocketTests {

  private static final String STREAM = "/v1/stt/stream?format=json&" + ALICE;

  @ParameterizedTest
  @ValueSource(strings = {"/v1/stt/stream", "/v1/stt/stream/"})
  void aHandshakeIsAnswered(String path) throws Exception {
    RawClient client = keep(new RawClient(port));

    client.write(
        RawClient.handshake(path + "?" + ALICE, "X-Request-Id: seen-before").getBytes(ISO_8859_1));

    assertThat(client.readHandshake().toLowerCase(Locale.ROOT))
        .contains("sec-websocket-accept: " + RawClient.ACCEPT.toLowerCase(Locale.ROOT))
        .contains("x-request-id: seen-before");
  }

  @Test
  void compressionIsNotTaken() throws Exception {
    RawClient client = keep(new RawClient(port));

    client.write(
        RawClient.handshake(STREAM, "Sec-WebSocket-Extensions: permessage-deflate")
            .getBytes(ISO_8859_1));

    assertThat(client.readHandshake()).doesNotContainIgnoringCase("extensions");
  }

  @Test
  void aClientWhoAsksForNoiseReductionLearnsThatThereIsNone() throws Exception {
    RawClient client = keep(new RawClient(port));

    client.write(RawClient.handshake(STREAM + "&reduce_noise=true").getBytes(ISO_8859_1));

    assertThat(client.readHandshake()).containsIgnoringCase("x-reduce-noise: unavailable");
  }

  @Test
  void framesMayFollowTheHandshakeInTheSamePacket() throws Exception {
    RawClient client = keep(new RawClient(port));
    var packet = new ByteArrayOutputStream();
    packet.writeBytes(RawClient.handshake(STREAM).getBytes(ISO_8859_1));
    packet.writeBytes(RawClient.frame(RawClient.TEXT, CONFIG.getBytes(UTF_8)));
    packet.writeBytes(RawClient.frame(RawClient.BINARY, new byte[] {1, 2, 3, 4}));
    packet.writeBytes(RawClient.frame(RawClient.BINARY, new byte[0]));

    client.write(packet.toByteArray());

    client.readHandshake();
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
    assertThat(client.readClose()).isEqualTo("1000 ");
    assertThat(streams.next().audio()).isEqualTo(new byte[] {1, 2, 3, 4});
  }

  @Test
  void aHandshakeMayArriveByteByByte() throws Exception {
    RawClient client = keep(new RawClient(port));

    for (byte b : RawClient.handshake(STREAM).getBytes(ISO_8859_1)) {
      client.write(new byte[] {b});
    }

    client.readHandshake();
    client.text(CONFIG);
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
  }

  @Test
  void aConnectionThatServedRequestsCanBecomeAStream() throws Exception {
    RawClient client = keep(new RawClient(port));
    for (int i = 0; i < 3; i++) {
      client.write("GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
      String head = client.readHead();
      assertThat(head).startsWith("HTTP/1.1 404");
      client.readBody(length(head));
    }

    client.write(RawClient.handshake(STREAM).getBytes(ISO_8859_1));

    client.readHandshake();
    client.text(CONFIG);
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
  }

  @Test
  void requestsSentAheadOfTheHandshakeAreAnsweredFirst() throws Exception {
    var reply = new CompletableFuture<String>();
    StreamListener.Slow.REPLY.set(reply);
    RawClient client = keep(new RawClient(port));
    String slow =
        "POST /v1/slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nX-API-Key: "
            + StreamListener.ALICE
            + "\r\n\r\n";

    client.write((slow + slow + RawClient.handshake(STREAM)).getBytes(ISO_8859_1));

    Awaitility.await().pollDelay(200, TimeUnit.MILLISECONDS).until(() -> streams.isEmpty());
    reply.complete("done");
    for (int i = 0; i < 2; i++) {
      String head = client.readHead();
      assertThat(head).startsWith("HTTP/1.1 200");
      assertThat(client.readBody(length(head))).contains("done");
    }
    client.readHandshake();
    client.text(CONFIG);
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
  }

  @Test
  void anOrdinaryClientStreams() throws Exception {
    var closed = new CompletableFuture<Integer>();
    var said = new StringBuffer();
    try (HttpClient client = HttpClient.newHttpClient()) {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + port + STREAM),
                  new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(
                        WebSocket ws, CharSequence text, boolean last) {
                      said.append(text);
                      ws.request(1);
                      return null;
                    }

                    @Override
                    public @Nullable CompletionStage<?> onClose(
                        WebSocket ws, int code, String reason) {
                      closed.complete(code);
                      return null;
                    }
                  })
              .get(20, TimeUnit.SECONDS);
      socket.sendText(CONFIG, true).get(20, TimeUnit.SECONDS);
      ScriptedStream stream = streams.next();
      stream.finished("A", "hello");
      Awaitility.await()
          .until(() -> said.indexOf("hello") > 0); // a loop reads before it runs tasks
      socket.sendBinary(ByteBuffer.allocate(0), true).get(20, TimeUnit.SECONDS);

      assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo(1000);
    }
    assertThat(said.toString())
        .isEqualTo(
            "{\"connected\":true}{\"chunk\":{\"id\":\"A\",\"session_id\":\"talk\",\"text\":\"hello\",\"is_final\":true}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/stt/stream", "/v1/stt/stream/", "/v1/stt/stream?api_key=nobody"})
  void aPlainRequestIsToldToUpgrade(String path) throws Exception {
    HttpResponse<String> reply = http.send(http.to(path).GET());

    assertError(reply, 426, "UPGRADE_REQUIRED", "Upgrade required");
    assertThat(reply.headers().firstValue("Upgrade")).contains("websocket");
  }

  @Test
  void aHeadRequestIsToldWithoutABody() throws Exception {
    HttpResponse<String> reply = http.send(http.to("/v1/stt/stream").HEAD());

    assertThat(reply.statusCode()).isEqualTo(426);
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void otherMethodsAreNotAllowed() throws Exception {
    HttpResponse<String> reply =
        http.send(http.to("/v1/stt/stream").POST(BodyPublishers.ofString("{}")));

    assertError(reply, 405, "METHOD_NOT_ALLOWED", "Method not allowed");
    assertThat(reply.headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void aPreflightIsAnswered() throws Exception {
    String reply =
        http.raw(
            "OPTIONS /v1/stt/stream HTTP/1.1\r\nHost: localhost\r\nOrigin: https://example.org\r\n"
                + "Access-Control-Request-Method: GET\r\nConnection: close\r\n\r\n");

    assertThat(reply).startsWith("HTTP/1.1 204").containsIgnoringCase("access-control-max-age");
  }

  @Test
  void anotherVersionOfTheProtocolIsToldWhichOneIsSpoken() throws Exception {
    String reply = http.raw(RawClient.handshake(STREAM).replace("Version: 13", "Version: 8"));

    assertThat(reply)
        .startsWith("HTTP/1.1 426")
        .containsIgnoringCase("Sec-WebSocket-Version: 13")
        .endsWith(
            "{\"success\":false,\"error\":\"Unsupported WebSocket version\",\"code\":\"UPGRADE_REQUIRED\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-WebSocket-Key: c2hvcnQ=",
        "Sec-WebSocket-Key: ***",
        "Sec-WebSocket-Version:",
        "Connection: keep-alive",
      })
  void aHandshakeThatIsWrongIsABadRequest(String header) throws Exception {
    String name = header.substring(0, header.indexOf(':') + 1);
    String wrong = RawClient.handshake(STREAM).replaceFirst(name + "[^\r]*", header);

    assertThat(http.raw(wrong)).matches("(?s)HTTP/1.1 (400|426) .*\\{\"success\":false.*");
  }

  @Test
  void aHandshakeWithABodyIsABadRequest() throws Exception {
    String reply = http.raw(RawClient.handshake(STREAM, "Content-Length: 4") + "body");

    assertThat(reply)
        .startsWith("HTTP/1.1 400")
        .contains("\"error\":\"Invalid WebSocket handshake\"");
  }

  private static int length(String head) {
    return Integer.parseInt(head.replaceFirst("(?is).*content-length: *(\\d+).*", "$1"));
  }

  private static void assertError(
      HttpResponse<String> reply, int status, String code, String error) {
    assertThat(reply.body())
        .isEqualTo("{\"success\":false,\"error\":\"" + error + "\",\"code\":\"" + code + "\"}");
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }
}
