package ai.bizcrush.extapi.engine;

/** Text that can be stored and sent: engines send anything. */
public final class StorableText {

  private StorableText() {}

  /** Without U+0000 and without halves of surrogate pairs. */
  public static String of(String text) {
    if (storable(text)) {
      return text;
    }
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0 && !(c <= 0xFFFF && Character.isSurrogate((char) c)))
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** Whole pairs of surrogates are looked at more closely by the caller. */
  private static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
