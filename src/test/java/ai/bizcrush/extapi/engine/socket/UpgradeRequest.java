package ai.bizcrush.extapi.engine.socket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a client asked a {@link ScriptedSocketServer} for. Names of headers are in lower case. */
public record UpgradeRequest(String line, Map<String, String> headers) {

  private static final int LONGEST_HEAD = 64 * 1024;

  static UpgradeRequest read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int c = in.read();
      if (c < 0 || head.length() > LONGEST_HEAD) {
        throw new EOFException();
      }
      head.append((char) c);
    }
    String[] lines = head.toString().split("\r\n");
    var headers = new TreeMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      String[] header = lines[i].split(":", 2);
      headers.merge(
          header[0].toLowerCase(Locale.ROOT), header[1].strip(), (one, other) -> one + "," + other);
    }
    return new UpgradeRequest(lines[0], headers);
  }

  /** {@code ""} when there is none. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  public String path() {
    return target().split("\\?", 2)[0];
  }

  /** The parameters of the query, decoded, in order. */
  public Map<String, List<String>> query() {
    var parameters = new TreeMap<String, List<String>>();
    String[] target = target().split("\\?", 2);
    if (target.length == 2 && !target[1].isEmpty()) {
      for (String pair : target[1].split("&")) {
        String[] parts = pair.split("=", 2);
        parameters
            .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
            .add(parts.length == 2 ? decoded(parts[1]) : "");
      }
    }
    return parameters;
  }

  private String target() {
    String[] parts = line.split(" ");
    return parts.length == 3 ? parts[1] : "";
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** What a strict server has against it (RFC 6455, 4.2.1). */
  List<String> complaints() {
    var complaints = new ArrayList<String>();
    require(complaints, line.matches("GET /[^ ]* HTTP/1\\.1"), "not a GET of HTTP/1.1");
    require(complaints, !header("host").isEmpty(), "no Host");
    require(complaints, header("upgrade").equalsIgnoreCase("websocket"), "no Upgrade");
    require(
        complaints,
        header("connection").toLowerCase(Locale.ROOT).contains("upgrade"),
        "no Connection");
    require(complaints, header("sec-websocket-version").equals("13"), "another version");
    require(complaints, keyLength() == 16, "no key");
    return complaints;
  }

  private static void require(List<String> complaints, boolean kept, String otherwise) {
    if (!kept) {
      complaints.add(otherwise);
    }
  }

  private int keyLength() {
    try {
      return Base64.getDecoder().decode(header("sec-websocket-key")).length;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }
}
