package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.socket.SocketFault.Before;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's WebSocket server on a free port of the loopback interface. A subclass answers as the
 * vendor would and refuses what the vendor would refuse; {@link #misbehave} puts faults in its
 * place. The protocol is written by hand, for most faults are things that no decent server does,
 * and it is strict: what a client does against RFC 6455 is a {@linkplain #complaints complaint}.
 */
public abstract class ScriptedSocketServer implements AutoCloseable {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final boolean secure;
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<UpgradeRequest> upgrades = new CopyOnWriteArrayList<>();
  private final List<ScriptedSocket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final AtomicInteger dialled = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile List<SocketFault> faults = List.of(SocketFault.NONE);
  private volatile UnaryOperator<String> spoiling = UnaryOperator.identity();

  protected ScriptedSocketServer() {
    this(false, ServerSocketFactory.getDefault());
  }

  /** With {@code wss} and this certificate. */
  protected ScriptedSocketServer(TestCertificate certificate) {
    this(true, certificate.server().getServerSocketFactory());
  }

  private ScriptedSocketServer(boolean secure, ServerSocketFactory factory) {
    this.secure = secure;
    try {
      listener = factory.createServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("scripted-socket-server").start(this::accept);
  }

  /** What the vendor has against an upgrade; null accepts it. */
  protected @Nullable Refusal refusal(UpgradeRequest request) {
    return null;
  }

  /** The vendor's side of a conversation that begins. */
  protected abstract SocketScript script(UpgradeRequest request, ScriptedSocket socket);

  /**
   * From now on, connections meet these faults, the first connection after this the first; those
   * that come after the last fault meet the last.
   */
  public final void misbehave(SocketFault... inOrder) {
    dialled.set(0);
    faults = List.of(inOrder);
  }

  /** From now on, texts that the vendor says go through this first. */
  public final void spoil(UnaryOperator<String> spoiling) {
    this.spoiling = spoiling;
  }

  public final URI uri(String pathAndQuery) {
    return URI.create(address() + pathAndQuery);
  }

  /** Without a path. */
  public final String address() {
    return (secure ? "wss" : "ws") + "://localhost:" + listener.getLocalPort();
  }

  /** Where nobody listens. */
  public static String refusingAddress() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "ws://localhost:" + socket.getLocalPort();
    }
  }

  /** What was asked for so far, in order. */
  public final List<UpgradeRequest> upgrades() {
    return List.copyOf(upgrades);
  }

  /** The sockets that were opened so far, in order. */
  public final List<ScriptedSocket> sockets() {
    return List.copyOf(sockets);
  }

  /** What clients did that they must not do. */
  public final List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Connections that stand now. */
  public final int standing() {
    return connections.size();
  }

  /** For subclasses: the client did what this vendor refuses. */
  protected final void complain(String about) {
    complaints.add(about);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        var met = faults;
        var fault = met.get(Math.min(dialled.getAndIncrement(), met.size() - 1));
        Thread.ofVirtual().name("scripted-socket").start(() -> serve(connection, fault));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection, SocketFault fault) {
    try (connection) {
      connection.setTcpNoDelay(true);
      if (fault.before() == Before.HANG) {
        closed.await();
        return;
      }
      converse(connection, fault);
    } catch (IOException e) {
      // The client left: what the test looks at is what the client saw.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private void converse(Socket connection, SocketFault fault)
      throws IOException, InterruptedException {
    var in = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
    var request = UpgradeRequest.read(in);
    upgrades.add(request);
    request.complaints().forEach(this::complain);
    Refusal refusal = request.complaints().isEmpty() ? refusal(request) : Refusal.of(400, "");
    if (fault.before() == Before.MUTE) {
      in.transferTo(OutputStream.nullOutputStream());
    } else if (fault.before() == Before.HANG_UP) {
      return;
    } else if (fault.before() == Before.REFUSE) {
      refusal = Objects.requireNonNull(fault.refusal());
    }
    if (refusal != null) {
      connection.getOutputStream().write(refusal.bytes());
      in.transferTo(OutputStream.nullOutputStream());
      return;
    }
    var socket = new ScriptedSocket(connection, in, fault, spoiling, this::complain);
    connection.getOutputStream().write(acceptance(request).getBytes(StandardCharsets.US_ASCII));
    sockets.add(socket);
    socket.serve(script(request, socket));
  }

  private static String acceptance(UpgradeRequest request) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      byte[] key = (request.header("sec-websocket-key") + GUID).getBytes(StandardCharsets.US_ASCII);
      return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: "
          + Base64.getEncoder().encodeToString(sha1.digest(key))
          + "\r\n\r\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    sockets.forEach(ScriptedSocket::readAgain);
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
