package ai.bizcrush.extapi.engine.socket;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

@ExtendWith(Leaks.class)
@ParameterizedClass
@EnumSource(TestLoop.Kind.class)
class SecureSocketsTests {

  @TempDir static Path folder;

  private static TestCertificate own;
  private static TestCertificate others;

  private final TestLoop loop;
  private final Heard heard = new Heard();

  SecureSocketsTests(TestLoop.Kind kind) {
    loop = new TestLoop(kind);
  }

  @BeforeAll
  static void certify() throws Exception {
    own = TestCertificate.of("localhost", folder);
    others = TestCertificate.of("engine.example", folder);
  }

  @AfterEach
  void closeLoop() {
    loop.close();
  }

  private EngineSocket open(TestSockets sockets, EchoServer server) {
    return loop.call(() -> sockets.open(server.uri("/"), Map.of(), heard, loop.executor()));
  }

  private void heard(String what) {
    soon().untilAsserted(() -> assertThat(heard.said).contains(what));
  }

  @Test
  void messagesGoThroughATrustedConnection() throws Exception {
    try (var sockets = TestSockets.trusting(own.trust());
        var server = new EchoServer(own)) {
      var socket = open(sockets, server);
      heard("opened");

      loop.run(
          () -> {
            socket.text("hidden");
            socket.binary(new byte[300_000], 0, 300_000);
            socket.flush();
            socket.close();
          });

      heard("text hidden");
      heard("binary 300000");
      heard("closed 1000 ");
      assertThat(heard.threads).containsExactly(loop.call(Thread::currentThread));
      soon().until(() -> server.standing() == 0);
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsNoEngine() throws Exception {
    try (var sockets = TestSockets.create();
        var server = new EchoServer(own)) {
      open(sockets, server);

      assertUntrusted(server);
    }
  }

  @Test
  void aCertificateOfAnotherHostIsNoEngine() throws Exception {
    try (var sockets = TestSockets.trusting(others.trust());
        var server = new EchoServer(others)) {
      open(sockets, server);

      assertUntrusted(server);
    }
  }

  private void assertUntrusted(EchoServer server) {
    heard("failed");
    var failure = Objects.requireNonNull(heard.failure);
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessage("no trusted TLS connection").hasNoCause();
    assertThat(server.upgrades()).isEmpty();
    soon().until(() -> server.standing() == 0);
  }

  @Test
  void aHandshakeThatHangsEndsWithTheDial() throws Exception {
    var hasty =
        new SocketSettings(
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            DataSize.ofMegabytes(16),
            null);
    try (var sockets = TestSockets.with(hasty);
        var server = new EchoServer(own)) {
      server.misbehave(SocketFault.HANG);

      open(sockets, server);

      heard("failed");
      assertThat(Objects.requireNonNull(heard.failure).retryable()).isTrue();
    }
  }

  @Test
  void anAbortWhileTlsHangsIsSilent() throws Exception {
    try (var sockets = TestSockets.trusting(own.trust());
        var server = new EchoServer(own)) {
      server.misbehave(SocketFault.HANG);
      var socket = open(sockets, server);
      soon().until(() -> server.standing() == 1);

      loop.run(socket::abort);

      soon().during(Duration.ofMillis(200)).until(heard.said::isEmpty);
    }
  }
}
