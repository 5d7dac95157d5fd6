package ai.bizcrush.extapi.engine.socket;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestLoop.Kind.class)
class EngineSocketsTests extends EchoedSocket {

  EngineSocketsTests(TestLoop.Kind kind) {
    super(TestSockets.create(), kind);
  }

  private EngineSocket open(URI uri, Map<String, String> headers) {
    return open(uri, headers, heard);
  }

  private EngineSocket open() {
    var socket = open(server.uri("/v1?a=b%20c"), Map.of("Authorization", "Bearer k"));
    heard("opened");
    return socket;
  }

  @Test
  void theUpgradeCarriesPathQueryAndHeaders() {
    open();

    var request = server.upgrades().getFirst();
    assertThat(request.path()).isEqualTo("/v1");
    assertThat(request.query()).isEqualTo(Map.of("a", List.of("b c")));
    assertThat(request.header("authorization")).isEqualTo("Bearer k");
    assertThat(request.header("user-agent")).isEqualTo("extapi");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "7", "8", "125", "126", "640", "65535", "65536", "1000000"})
  void binaryMessagesOfAnyLengthArriveUnchanged(int length) {
    var socket = open();
    byte[] padded = new byte[length + 5];
    new Random(length).nextBytes(padded);

    loop.run(
        () -> {
          socket.binary(padded, 3, length);
          socket.flush();
        });

    heard("binary " + length);
    assertThat(server.complaints()).isEmpty();
  }

  @Test
  void textsArriveUnchanged() {
    var socket = open();
    byte[] utf8 = "[Grüße, 안녕]".getBytes(StandardCharsets.UTF_8);

    loop.run(
        () -> {
          socket.text(utf8, 1, utf8.length - 2);
          socket.text("😀");
          socket.flush();
        });

    heard("text Grüße, 안녕");
    heard("text 😀");
  }

  @Test
  void nothingIsSentBeforeTheFlush() {
    var socket = open();

    loop.run(() -> socket.text("later"));
    assertThat(server.sockets().getFirst().frames()).isZero();
    loop.run(socket::flush);

    heard("text later");
  }

  @Test
  void fragmentsAreJoined() {
    send(open(), "fragments");

    heard("text eins zwei drei");
  }

  @Test
  void pingsAreAnswered() {
    send(open(), "ping");

    soon().until(() -> server.sockets().getFirst().pongs() == 1);
  }

  @Test
  void whatArrivedTogetherIsFollowedByOneReadComplete() {
    send(open(), "two");

    heard("text b");
    soon()
        .untilAsserted(
            () ->
                assertThat(heard.said)
                    .endsWith("read complete", "text a", "text b", "read complete"));
  }

  @Test
  void everythingIsSaidOnTheLoop() {
    var socket = open();
    send(socket, "x");
    heard("text x");
    send(socket, "quit");
    heard("closed 4321 enough");

    assertThat(heard.threads).containsExactly(loop.call(Thread::currentThread));
  }

  @Test
  void theEnginesCloseIsTheLastWord() {
    var socket = open();
    send(socket, "quit");
    heard("closed 4321 enough");

    send(socket, "too late");

    soon().until(() -> server.standing() == 0);
    assertThat(heard.said).endsWith("closed 4321 enough");
  }

  @Test
  void aCloseWithoutACodeHasOne() {
    send(open(), "quit without a code");

    heard("closed 1005 ");
  }

  @ParameterizedTest
  @CsvSource({"cut", "reset"})
  void aConnectionThatEndsIsClosedAbnormally(String how) {
    send(open(), how);

    heard("closed 1006 ");
  }

  @Test
  void aBrokenFrameIsAFault() {
    send(open(), "reserved bits");

    assertFails(Kind.UNAVAILABLE, false);
  }

  @Test
  void whatComesAfterTheOwnCloseIsStillSaid() {
    var socket = open();

    loop.run(
        () -> {
          socket.text("last");
          socket.close();
          socket.text("too late");
          socket.flush();
        });

    heard("closed 1000 ");
    assertThat(heard.said).contains("text last").doesNotContain("text too late");
    assertThat(server.complaints()).isEmpty();
  }

  @Test
  void anAbortSilencesAtOnce() {
    var socket = open();
    soon().until(() -> heard.said.contains("read complete"));

    loop.run(
        () -> {
          socket.text("x");
          socket.flush();
          socket.abort();
        });

    soon().until(() -> server.standing() == 0);
    assertThat(heard.said).containsExactly("opened", "read complete");
  }

  @Test
  void anAbortWhileDiallingIsSilentToo() {
    server.misbehave(SocketFault.MUTE);
    var socket = open(server.uri("/"), Map.of());
    soon().until(() -> !server.upgrades().isEmpty());

    loop.run(socket::abort);

    soon().until(() -> server.standing() == 0);
    assertThat(heard.said).isEmpty();
  }

  @Test
  void anAbortRightAfterTheDialLeavesNothing() {
    loop.run(() -> sockets.open(server.uri("/"), Map.of(), heard, loop.executor()).abort());

    loop.run(() -> {});
    assertThat(heard.said).isEmpty();
    soon().until(() -> server.standing() == 0);
  }

  @Test
  void writingBeforeItIsOpenFails() {
    loop.run(
        () -> {
          var socket = sockets.open(server.uri("/"), Map.of(), heard, loop.executor());
          socket.text("early");
          assertThat(heard.said).isEmpty();
        });

    assertFails(Kind.UNAVAILABLE, false);
  }

  @ParameterizedTest
  @CsvSource({
    "400,REJECTED,false",
    "401,UNAVAILABLE,false",
    "402,UNAVAILABLE,false",
    "404,UNAVAILABLE,false",
    "408,UNAVAILABLE,true",
    "425,UNAVAILABLE,true",
    "429,OVER_CAPACITY,true",
    "500,UNAVAILABLE,true",
    "503,UNAVAILABLE,true",
    "302,UNAVAILABLE,false",
    "200,UNAVAILABLE,false"
  })
  void aRefusedUpgradeIsClassified(int status, Kind kind, boolean retryable) {
    server.misbehave(SocketFault.refuse(Refusal.of(status, "secret").with("Retry-After", "7")));

    open(server.uri("/?secret=1"), Map.of("Authorization", "secret"));

    var failure = assertFails(kind, retryable);
    assertThat(failure.retryAfter()).isEqualTo(retryable ? Duration.ofSeconds(7) : null);
    assertThat(failure).hasMessageNotContaining("secret").hasNoCause();
  }

  @Test
  void nobodyListeningPasses() throws IOException {
    open(URI.create(ScriptedSocketServer.refusingAddress()), Map.of());

    assertFails(Kind.UNAVAILABLE, true);
  }

  @Test
  void anUnknownHostPasses() {
    open(URI.create("ws://nobody.invalid/"), Map.of());

    assertFails(Kind.UNAVAILABLE, true);
  }

  @Test
  void hangingUpBeforeTheUpgradePasses() {
    server.misbehave(SocketFault.HANG_UP);

    open(server.uri("/"), Map.of());

    assertFails(Kind.UNAVAILABLE, true);
  }

  @ParameterizedTest
  @CsvSource({"http://localhost/", "ws:///", "ws://in_valid/"})
  void whatIsNoAddressOfAWebSocketFails(URI uri) {
    open(uri, Map.of());

    assertFails(Kind.UNAVAILABLE, false);
  }

  @Test
  void aHeaderThatCannotBeSentFailsWithoutNamingIt() {
    open(server.uri("/"), Map.of("Authorization", "secret\r\nX: y"));

    assertThat(assertFails(Kind.UNAVAILABLE, false)).hasMessageNotContaining("secret");
  }

  private EngineException assertFails(Kind kind, boolean retryable) {
    heard("failed");
    var failure = Objects.requireNonNull(heard.failure);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    soon().until(() -> server.standing() == 0);
    assertThat(heard.said).endsWith("failed").containsOnlyOnce("failed");
    return failure;
  }
}
