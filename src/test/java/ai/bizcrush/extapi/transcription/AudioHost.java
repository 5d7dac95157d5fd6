package ai.bizcrush.extapi.transcription;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A web server that has one recording, {@code /audio.wav}. */
public final class AudioHost implements AutoCloseable {

  private final HttpServer server;

  public AudioHost(int port, byte[] audio) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    server.createContext(
        "/",
        exchange -> {
          boolean found = exchange.getRequestURI().getPath().equals("/audio.wav");
          exchange.sendResponseHeaders(found ? 200 : 404, found ? audio.length : -1);
          if (found) {
            exchange.getResponseBody().write(audio);
          }
          exchange.close();
        });
    server.start();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
