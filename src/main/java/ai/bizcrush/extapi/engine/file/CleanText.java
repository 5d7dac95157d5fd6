package ai.bizcrush.extapi.engine.file;

/** Text that can be stored and sent: engines send anything. */
final class CleanText {

  private CleanText() {}

  /** Without U+0000, without halves of surrogate pairs, trimmed. */
  static String of(String text) {
    if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return text.strip();
    }
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0 && !(c <= 0xFFFF && Character.isSurrogate((char) c)))
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }
}
