package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LiveWord;
import java.lang.Character.UnicodeScript;

/** Where words begin in the pieces that engines give. */
final class Words {

  private Words() {}

  /**
   * Whether a piece begins a word: it has a leading space, or is of a script that writes none
   * between words.
   */
  static boolean begins(LiveWord piece) {
    String text = piece.text();
    if (text.isEmpty()) {
      return false;
    }
    int first = text.codePointAt(0);
    return Character.isWhitespace(first) || isUnspaced(first);
  }

  /** Whether two pieces read the same but for case, spaces and punctuation. */
  static boolean same(LiveWord one, LiveWord other) {
    return letters(one.text()).equals(letters(other.text()));
  }

  /** Whether a piece reads as the beginning of another but for case, spaces and punctuation. */
  static boolean begins(LiveWord piece, LiveWord other) {
    String letters = letters(piece.text());
    return !letters.isEmpty() && letters(other.text()).startsWith(letters);
  }

  private static String letters(String text) {
    var letters = new StringBuilder(text.length());
    text.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private static boolean isUnspaced(int character) {
    if (character < 0x0e00) {
      return false;
    }
    return switch (UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
