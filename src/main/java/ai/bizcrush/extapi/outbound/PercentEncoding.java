package ai.bizcrush.extapi.outbound;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent-encodes what may not stand in a request line, and nothing else: a {@code %} is left
 * alone, whatever follows it, so that signed URLs arrive as they were signed.
 */
enum PercentEncoding {
  PATH("\"#<>?^`{}"),
  QUERY("\"#<>'");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String marks;

  PercentEncoding(String marks) {
    this.marks = marks;
  }

  String encode(String text) {
    var encoded = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(encoded, c));
    return encoded.toString();
  }

  private void append(StringBuilder encoded, int codePoint) {
    if (codePoint > ' ' && codePoint < 0x7f && marks.indexOf(codePoint) < 0) {
      encoded.append((char) codePoint);
      return;
    }
    boolean lone = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    String character = lone ? "\ufffd" : Character.toString(codePoint);
    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
      HEX.toHexDigits(encoded.append('%'), b);
    }
  }
}
