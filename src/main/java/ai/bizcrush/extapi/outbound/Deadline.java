package ai.bizcrush.extapi.outbound;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of a piece of work. When it comes, the socket in use is closed, which is the only thing
 * that stops a peer who sends a byte just before each read would time out.
 */
final class Deadline implements AutoCloseable {

  private final long end;
  private final Thread watch;
  private @Nullable Socket socket;
  private boolean passed;

  private Deadline(Duration total) {
    this.end = System.nanoTime() + total.toNanos();
    this.watch = Thread.ofVirtual().name("fetch-deadline").unstarted(() -> pass(total));
  }

  /** Starts now; close it when the work is done. */
  static Deadline in(Duration total) {
    var deadline = new Deadline(total);
    deadline.watch.start();
    return deadline;
  }

  /** From now on this socket is the one to close. */
  synchronized void cuts(Socket inUse) throws IOException {
    if (passed) {
      inUse.close();
      throw new SocketTimeoutException();
    }
    socket = inUse;
  }

  synchronized boolean hasPassed() {
    return passed;
  }

  /** The time left, or the given time if that is less; never negative. */
  Duration atMost(Duration time) {
    var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    return left.compareTo(time) < 0 ? left : time;
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  private void pass(Duration total) {
    try {
      Thread.sleep(total);
    } catch (InterruptedException _) {
      return;
    }
    synchronized (this) {
      passed = true;
      closeQuietly(socket);
    }
  }

  private static void closeQuietly(@Nullable Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException _) {
      // The reader fails all the same.
    }
  }
}
