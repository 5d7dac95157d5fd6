package ai.bizcrush.extapi.engine.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedServer} was asked.
 *
 * @param query in order, each parameter with all its values
 * @param headers by name, whatever the case
 * @param head of the body, each byte a character, up to a bound: a long recording is counted, not
 *     kept
 * @param length of the body
 */
public record ScriptedRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String head,
    long length) {

  private static final int KEPT = 1024 * 1024;

  static @Nullable ScriptedRequest read(InputStream in, OutputStream out) throws IOException {
    String start = line(in);
    if (start == null) {
      return null;
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(":", 2);
      headers.put(parts[0].strip(), parts[1].strip());
    }
    if (headers.containsKey("Expect")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    String[] words = start.split(" ", 3);
    String[] target = words[1].split("\\?", 2);
    long length = Long.parseLong(headers.getOrDefault("Content-Length", "0"));
    return new ScriptedRequest(
        words[0],
        target[0],
        query(target.length == 2 ? target[1] : ""),
        headers,
        body(in, length),
        length);
  }

  static void skipHeaders(InputStream in) throws IOException {
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      // The body comes after the empty line.
    }
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The body as text, when it is short enough to be kept. */
  public String text() {
    return new String(head.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String body(InputStream in, long length) throws IOException {
    var kept = new ByteArrayOutputStream();
    var chunk = new byte[64 * 1024];
    long left = length;
    while (left > 0) {
      int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (read < 0) {
        throw new EOFException("the request broke off");
      }
      kept.write(chunk, 0, Math.min(read, KEPT - kept.size()));
      left -= read;
    }
    return kept.toString(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, List<String>> query(String query) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        values
            .computeIfAbsent(decode(parts[0]), key -> new ArrayList<>())
            .add(parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    return values;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static @Nullable String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
