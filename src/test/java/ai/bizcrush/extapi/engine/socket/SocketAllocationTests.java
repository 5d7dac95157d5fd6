package ai.bizcrush.extapi.engine.socket;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a message costs the loop that it shares with everybody else. */
class SocketAllocationTests {

  private static final int MESSAGES = 5000;
  private static final int MOST_BYTES = 300;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A frame of audio on its way out, and a message on its way in. */
  @Test
  void aMessageThereAndBackAllocatesLittle() throws IOException {
    try (var server = new EchoServer();
        var sockets = TestSockets.create();
        var loop = new TestLoop(TestLoop.Kind.EPOLL)) {
      var echoes = new Echoes();
      var socket =
          loop.call(() -> sockets.open(server.uri("/"), Map.of(), echoes, loop.executor()));
      echoes.socket = socket;
      long thread = loop.call(Thread::currentThread).threadId();
      soon().until(() -> echoes.open);
      echo(loop, echoes);

      long before = threads.getThreadAllocatedBytes(thread);
      echo(loop, echoes);
      long after = threads.getThreadAllocatedBytes(thread);

      assertThat((after - before) / MESSAGES).as("bytes a message").isLessThan(MOST_BYTES);
    }
  }

  private static void echo(TestLoop loop, Echoes echoes) {
    loop.run(echoes::begin);
    soon().until(() -> echoes.left == 0);
  }

  /** Sends the next when the last came back. */
  private static final class Echoes implements SocketListener {

    private final byte[] frame = new byte[640];
    private volatile boolean open;
    private volatile int left;
    private @Nullable EngineSocket socket;

    void begin() {
      left = MESSAGES;
      send();
    }

    private void send() {
      var to = Objects.requireNonNull(socket);
      to.binary(frame, 0, frame.length);
      to.flush();
    }

    @Override
    public void opened() {
      open = true;
    }

    @Override
    public void text(byte[] buffer, int offset, int length) {}

    @Override
    public void binary(byte[] buffer, int offset, int length) {
      left--;
      if (left > 0) {
        send();
      }
    }

    @Override
    public void readComplete() {}

    @Override
    public void writable() {}

    @Override
    public void closed(int code, String reason) {}

    @Override
    public void failed(EngineException failure) {}
  }
}
