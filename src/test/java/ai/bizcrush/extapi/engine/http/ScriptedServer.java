package ai.bizcrush.extapi.engine.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's server on a real socket of the loopback interface. A subclass answers as the vendor
 * would, and refuses what the vendor would refuse; {@link #misbehave} puts a fault in its place.
 * HTTP is written by hand here, for most faults are things that no decent server does.
 */
public abstract class ScriptedServer implements AutoCloseable {

  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<ScriptedRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Predicate<ScriptedRequest> where = request -> false;
  private volatile Behaviour fault = out -> {};
  private final AtomicInteger connectionsTaken = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean reads = true;
  private volatile @Nullable Reply early;

  protected ScriptedServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("scripted-server").start(this::accept);
  }

  /** Answers as the vendor does. */
  protected abstract Reply answer(ScriptedRequest request);

  /** From now on, such requests meet this instead of an answer. */
  public final void misbehave(Predicate<ScriptedRequest> where, Behaviour fault) {
    this.fault = fault;
    this.where = where;
  }

  /** From now on, connections are taken and nothing is read from them. */
  public final void readNothing() {
    reads = false;
  }

  /**
   * From now on, answers as soon as it has seen the headers, and swallows what comes after them.
   */
  public final void refuseEarly(Reply reply) {
    early = reply.with("Connection", "close");
  }

  public final int connectionsTaken() {
    return connectionsTaken.get();
  }

  /** What was asked so far, faults included, in order. */
  public final List<ScriptedRequest> requests() {
    return List.copyOf(requests);
  }

  public final String address() {
    return "http://localhost:" + listener.getLocalPort();
  }

  /** Where nobody listens. */
  public static String refusingAddress() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://localhost:" + socket.getLocalPort();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connection.setTcpNoDelay(true);
        connections.add(connection);
        connectionsTaken.incrementAndGet();
        Thread.ofVirtual().name("scripted-connection").start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      if (!reads) {
        closed.await();
        return;
      }
      var in = new BufferedInputStream(connection.getInputStream(), 64 * 1024);
      Reply refusal = early;
      if (refusal != null) {
        ScriptedRequest.skipHeaders(in);
        refusal.play(connection);
        Behaviour.BLACK_HOLE.play(connection);
      }
      serve(connection, in);
    } catch (IOException e) {
      // The client left: what the test looks at is what the client saw.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private void serve(Socket connection, InputStream in) throws IOException, InterruptedException {
    ScriptedRequest request = ScriptedRequest.read(in, connection.getOutputStream());
    while (request != null) {
      requests.add(request);
      if (where.test(request)) {
        fault.play(connection);
      } else {
        answer(request).play(connection);
      }
      request = ScriptedRequest.read(in, connection.getOutputStream());
    }
  }

  @Override
  public final void close() throws IOException {
    closed.countDown();
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
