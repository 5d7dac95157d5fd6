package ai.bizcrush.extapi.engine.http;

import ai.bizcrush.extapi.Drip;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;

/** What a {@link ScriptedServer} does on a connection after it has read a request. */
@FunctionalInterface
public interface Behaviour {

  void play(Socket connection) throws IOException, InterruptedException;

  /** Says nothing until the client goes away. */
  Behaviour BLACK_HOLE =
      connection -> connection.getInputStream().transferTo(OutputStream.nullOutputStream());

  /** Answers in part and resets the connection. */
  static Behaviour reset(String body) {
    return connection -> {
      half(connection, body);
      connection.setSoLinger(true, 0);
      connection.close();
    };
  }

  /** Answers in part and closes the connection in good order. */
  static Behaviour breakOff(String body) {
    return connection -> {
      half(connection, body);
      connection.close();
    };
  }

  /** A good answer, one byte each {@code pause}. */
  static Behaviour slowly(String body, Duration pause) {
    return connection -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      var out = connection.getOutputStream();
      out.write(
          Reply.head(200, "application/json", bytes.length, "")
              .getBytes(StandardCharsets.US_ASCII));
      Drip.into(
          out,
          pause,
          IntStream.range(0, bytes.length).mapToObj(at -> new byte[] {bytes[at]})::iterator);
    };
  }

  /** Bytes as they are, and the end of the connection. */
  static Behaviour raw(String bytes) {
    return connection -> {
      connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      connection.close();
    };
  }

  private static void half(Socket connection, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var out = connection.getOutputStream();
    out.write(
        Reply.head(200, "application/json", bytes.length, "").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes, 0, bytes.length / 2);
    out.flush();
  }
}
