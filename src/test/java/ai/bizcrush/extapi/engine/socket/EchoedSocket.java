package ai.bizcrush.extapi.engine.socket;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of sockets to an {@link EchoServer}, on a loop of its own. */
@ExtendWith(Leaks.class)
abstract class EchoedSocket {

  final EchoServer server = new EchoServer();
  final Heard heard = new Heard();
  final TestSockets sockets;
  final TestLoop loop;

  EchoedSocket(TestSockets sockets, TestLoop.Kind kind) {
    this.sockets = sockets;
    this.loop = new TestLoop(kind);
  }

  @AfterEach
  final void stop() throws IOException {
    server.close();
    soon().until(() -> server.standing() == 0);
    loop.close();
    sockets.close();
  }

  final EngineSocket open(URI uri, Map<String, String> headers, Heard listener) {
    return loop.call(
        () -> {
          var socket = sockets.open(uri, headers, listener, loop.executor());
          assertThat(listener.said).isEmpty();
          return socket;
        });
  }

  final void heard(String what) {
    soon().untilAsserted(() -> assertThat(heard.said).contains(what));
  }

  final void send(EngineSocket socket, String text) {
    loop.run(
        () -> {
          socket.text(text);
          socket.flush();
        });
  }
}
