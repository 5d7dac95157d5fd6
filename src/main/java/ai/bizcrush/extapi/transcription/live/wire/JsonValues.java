package ai.bizcrush.extapi.transcription.live.wire;

/** JSON's scalars, written without a detour over strings. */
final class JsonValues {

  private static final int LONGEST_ESCAPE = 6;
  private static final int LONGEST_NUMBER = 20;
  private static final int FRACTION = 10_000;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private JsonValues() {}

  static void text(FrameBuffer out, CharSequence text) {
    int length = text.length();
    out.reserve(length * LONGEST_ESCAPE + 2);
    out.put('"');
    int i = 0;
    while (i < length) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        escape(out, c);
        i++;
      } else {
        i = out.putCharacter(text, i);
      }
    }
    out.put('"');
  }

  static void number(FrameBuffer out, long number) {
    out.reserve(LONGEST_NUMBER);
    if (number < 0) {
      out.put('-');
    }
    // the magnitude of the smallest number has no positive form
    long rest = number > 0 ? -number : number;
    long power = 1;
    while (rest / power <= -10) {
      power *= 10;
    }
    for (; power > 0; power /= 10) {
      out.put((int) ('0' - rest / power % 10));
    }
  }

  /** A number from 0 to 1 with at most four digits. */
  static void fraction(FrameBuffer out, double fraction) {
    double bounded = fraction > 0 ? Math.min(fraction, 1) : 0;
    int rounded = (int) Math.round(bounded * FRACTION);
    out.reserve(LONGEST_NUMBER);
    out.put('0' + rounded / FRACTION);
    int rest = rounded % FRACTION;
    if (rest > 0) {
      out.put('.');
      for (int power = FRACTION / 10; rest > 0; power /= 10) {
        out.put('0' + rest / power);
        rest %= power;
      }
    }
  }

  private static void escape(FrameBuffer out, char c) {
    out.put('\\');
    switch (c) {
      case '\n' -> out.put('n');
      case '\r' -> out.put('r');
      case '\t' -> out.put('t');
      case '"', '\\' -> out.put(c);
      default -> {
        out.put('u');
        out.put('0');
        out.put('0');
        out.put(HEX[c >> 4]);
        out.put(HEX[c & 15]);
      }
    }
  }
}
