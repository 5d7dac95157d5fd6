package ai.bizcrush.extapi.engine.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A whole answer.
 *
 * @param headers lines of their own, each with its line end
 */
public record Reply(int status, String type, String headers, String body) implements Behaviour {

  public static Reply json(int status, String body) {
    return new Reply(status, "application/json", "", body);
  }

  public static Reply html(int status, String body) {
    return new Reply(status, "text/html", "", body);
  }

  public static Reply empty(int status) {
    return new Reply(status, "application/json", "", "");
  }

  public Reply with(String header, String value) {
    return new Reply(status, type, headers + header + ": " + value + "\r\n", body);
  }

  @Override
  public void play(Socket connection) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var out = connection.getOutputStream();
    out.write(head(status, type, bytes.length, headers).getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  static String head(int status, String type, long length, String headers) {
    String lengthHeader = status == 204 ? "" : "Content-Length: " + length + "\r\n";
    return "HTTP/1.1 %d Scripted\r\nContent-Type: %s\r\n%s%s\r\n"
        .formatted(status, type, lengthHeader, headers);
  }
}
