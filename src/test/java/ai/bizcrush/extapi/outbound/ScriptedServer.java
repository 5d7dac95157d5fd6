package ai.bizcrush.extapi.outbound;

import ai.bizcrush.extapi.Drip;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;

/** A server on loopback that plays a script on each connection and keeps what it was asked for. */
final class ScriptedServer implements AutoCloseable {

  /** What happens once the head of a request is there; the connection is closed afterwards. */
  interface Script {
    void play(String head, Socket socket) throws Exception;
  }

  private volatile String greeting = "";
  private final ServerSocket listener;
  private final Script script;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private ScriptedServer(ServerSocketFactory sockets, String address, int port, Script script) {
    try {
      this.listener = sockets.createServerSocket(port, 50, InetAddress.ofLiteral(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  static ScriptedServer playing(Script script) {
    return at("127.0.0.1", 0, script);
  }

  static ScriptedServer at(String address, int port, Script script) {
    return new ScriptedServer(ServerSocketFactory.getDefault(), address, port, script);
  }

  static ScriptedServer on(ServerSocketFactory sockets, Script script) {
    return new ScriptedServer(sockets, "127.0.0.1", 0, script);
  }

  /** Sends the same bytes to everybody. */
  static ScriptedServer saying(String response) {
    return playing((_, socket) -> say(socket, response));
  }

  /** Speaks first, as no HTTP server does. */
  static ScriptedServer greeting(String words) {
    var server = playing((_, _) -> {});
    server.greeting = words;
    return server;
  }

  static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Says these, one every 20 ms. */
  static void drip(Socket socket, Stream<String> texts) throws IOException, InterruptedException {
    Drip.into(
        socket.getOutputStream(),
        Duration.ofMillis(20),
        texts.map(text -> text.getBytes(StandardCharsets.UTF_8))::iterator);
  }

  static String file(String content) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n" + content;
  }

  static String redirect(int status, String location) {
    return "HTTP/1.1 "
        + status
        + " Moved\r\nLocation: "
        + location
        + "\r\nContent-Length: 0\r\n\r\n";
  }

  int port() {
    return listener.getLocalPort();
  }

  String url(String target) {
    return "http://127.0.0.1:" + port() + target;
  }

  List<String> heads() {
    return heads;
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      say(socket, greeting);
      String head = head(socket.getInputStream());
      heads.add(head);
      script.play(head, socket);
    } catch (Exception _) {
      // Clients of these tests leave early.
    } finally {
      open.remove(socket);
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.append((char) c);
    }
    return head.toString();
  }
}
