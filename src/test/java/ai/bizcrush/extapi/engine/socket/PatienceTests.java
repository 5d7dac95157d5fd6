package ai.bizcrush.extapi.engine.socket;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/** What a socket waits for, and how much it takes. */
@ParameterizedClass
@EnumSource(TestLoop.Kind.class)
class PatienceTests extends EchoedSocket {

  private static final SocketSettings HASTY =
      new SocketSettings(
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofMillis(50),
          Duration.ofMillis(500),
          DataSize.ofKilobytes(64),
          null);

  PatienceTests(TestLoop.Kind kind) {
    super(TestSockets.with(HASTY), kind);
  }

  private EngineSocket open(URI uri, Heard listener) {
    return open(uri, Map.of(), listener);
  }

  private EngineSocket opened() {
    var socket = open(server.uri("/"), heard);
    heard("opened");
    return socket;
  }

  private EngineException failure() {
    heard("failed");
    soon().until(() -> server.standing() == 0);
    return Objects.requireNonNull(heard.failure);
  }

  @Test
  void aHostThatTakesNoConnectionsPasses() throws IOException {
    var queue = new ArrayList<Socket>();
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 3; i++) {
        var socket = new Socket();
        socket.setReuseAddress(true);
        queue.add(socket);
        Thread.ofVirtual().start(() -> connect(socket, full));
      }
      soon().until(() -> queue.stream().filter(Socket::isConnected).count() >= 2);

      open(URI.create("ws://localhost:" + full.getLocalPort()), heard);

      assertThat(failure()).hasMessageContaining("in time");
      assertThat(failure().retryable()).isTrue();
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  private static void connect(Socket socket, ServerSocket full) {
    try {
      socket.connect(full.getLocalSocketAddress());
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void anUpgradeWithoutAnAnswerEnds() {
    server.misbehave(SocketFault.MUTE);

    open(server.uri("/"), heard);

    assertThat(failure().retryable()).isTrue();
  }

  @Test
  void anEngineThatIsSilentIsPingedAndKept() {
    opened();

    soon().until(() -> server.sockets().getFirst().pings() >= 12);

    assertThat(heard.said).containsExactly("opened", "read complete");
  }

  @Test
  void anEngineThatDoesNotAnswerPingsIsLost() {
    server.misbehave(SocketFault.stallAfter(0));

    opened();

    assertThat(failure().retryable()).isTrue();
  }

  @Test
  void anEngineThatDoesNotCloseIsDropped() {
    var socket = opened();
    server.sockets().getFirst().mute();
    server.keepOpen();

    loop.run(socket::close);

    heard("closed 1006 ");
    soon().until(() -> server.standing() == 0);
  }

  @Test
  void aFrameThatIsTooLongIsAFault() {
    send(opened(), "x".repeat(64 * 1024 + 1));

    assertThat(failure().retryable()).isFalse();
  }

  @Test
  void aFrameThatIsJustShortEnoughIsNot() {
    send(opened(), "x".repeat(64 * 1024));

    heard("text " + "x".repeat(64 * 1024));
  }

  @Test
  void fragmentsThatAreTooLongTogetherAreAFault() {
    send(opened(), "long fragments");

    assertThat(failure().retryable()).isFalse();
  }

  @Test
  void aConnectionThatEndsAmongFragmentsIsClosedAbnormally() {
    send(opened(), "half a message");

    heard("closed 1006 ");
  }

  @Test
  void aListenerThatFailsEndsItsSocketAndNothingElse() {
    var failing =
        new Heard() {
          @Override
          public void text(byte[] buffer, int offset, int length) {
            throw new IllegalStateException("what was said");
          }
        };
    var socket = open(server.uri("/"), failing);
    soon().until(() -> failing.said.contains("opened"));
    var other = opened();

    send(socket, "x");
    soon().until(() -> failing.failure != null);
    send(other, "y");

    heard("text y");
    assertThat(Objects.requireNonNull(failing.failure))
        .hasMessageNotContaining("said")
        .hasNoCause();
  }

  /** What an owner does not listen to stays in the network, and nothing is lost. */
  @Test
  void aSlowOwnerHearsEverythingInOrder() throws InterruptedException {
    opened();
    int messages = 2000;
    var gate = new CountDownLatch(1);
    loop.executor().execute(() -> pass(gate));

    var engine = Thread.ofVirtual().start(() -> sayMany(server.sockets().getFirst(), messages));
    boolean taken = engine.join(Duration.ofSeconds(1));
    gate.countDown();

    assertThat(taken).as("everything was taken").isFalse();
    soon()
        .until(
            () -> heard.said.stream().filter(said -> said.startsWith("text")).count() == messages);
    assertThat(heard.said.stream().filter(said -> said.startsWith("text")))
        .extracting(said -> Integer.parseInt(said.split(" ", -1)[1]))
        .isSorted();
  }

  @Test
  void aSlowOwnerHearsTheEndToo() throws Exception {
    opened();
    var gate = new CountDownLatch(1);
    loop.executor().execute(() -> pass(gate));
    var engine = Thread.ofVirtual().start(() -> sayMany(server.sockets().getFirst(), 2000));
    engine.join(Duration.ofMillis(500));

    server.sockets().getFirst().reset();
    gate.countDown();

    heard("closed 1006 ");
    engine.join();
  }

  private static void sayMany(ScriptedSocket socket, int messages) {
    try {
      for (int i = 0; i < messages; i++) {
        socket.text(i + " " + "x".repeat(20_000));
      }
    } catch (IOException e) {
      // The connection has ended.
    }
  }

  private static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anOwnerThatIsGoneLeavesNothing() {
    opened();

    loop.close();

    server.sockets().forEach(socket -> Thread.ofVirtual().start(() -> say(socket)));
    soon().until(() -> server.standing() == 0);
  }

  private static void say(ScriptedSocket socket) {
    try {
      socket.text("anybody there?");
    } catch (IOException e) {
      // Nobody is.
    }
  }
}
