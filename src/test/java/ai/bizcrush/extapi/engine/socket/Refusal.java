package ai.bizcrush.extapi.engine.socket;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** An answer to an upgrade that is none. */
public record Refusal(int status, Map<String, String> headers, String body) {

  public static Refusal of(int status, String body) {
    return new Refusal(status, Map.of(), body);
  }

  public Refusal with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new Refusal(status, more, body);
  }

  byte[] bytes() {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    var head =
        new StringBuilder(
            "HTTP/1.1 " + status + " No\r\nContent-Length: " + content.length + "\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return (head + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }
}
