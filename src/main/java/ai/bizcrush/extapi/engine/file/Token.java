package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A word, or a character where words are not written apart, as a part of its utterance.
 *
 * @param index its place among the tokens of the utterance
 * @param written as in the utterance
 * @param from its first character in {@link #text}
 * @param to behind its last
 * @param start from the start of the recording; estimated where the engine times no words
 * @param end likewise
 */
record Token(int index, String written, int from, int to, Duration start, Duration end) {

  private static final Pattern APART =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]|"
              + "[^\\s\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]+");
  private static final Pattern SILENT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /** The tokens of an utterance: its timed words where it has them, else what its text shows. */
  static List<Token> of(Utterance utterance) {
    return utterance.words().isEmpty() ? estimated(utterance) : timed(utterance);
  }

  /** The text that the tokens are parts of: the utterance's own, unless its words are not in it. */
  static String text(Utterance utterance) {
    int at = 0;
    for (Word word : utterance.words()) {
      int found = utterance.text().indexOf(word.text(), at);
      if (found < 0) {
        return String.join(" ", utterance.words().stream().map(Word::text).toList());
      }
      at = found + word.text().length();
    }
    return utterance.text();
  }

  Duration middle() {
    return start.plus(end).dividedBy(2);
  }

  /** What two hearings of it have in common: no case, no punctuation. */
  String key() {
    return SILENT.matcher(written).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static List<Token> timed(Utterance utterance) {
    var tokens = new ArrayList<Token>();
    String text = text(utterance);
    int at = 0;
    for (Word word : utterance.words()) {
      int from = text.indexOf(word.text(), at);
      at = from + word.text().length();
      tokens.add(new Token(tokens.size(), word.text(), from, at, word.start(), word.end()));
    }
    return tokens;
  }

  private static List<Token> estimated(Utterance utterance) {
    var tokens = new ArrayList<Token>();
    String text = utterance.text();
    var length = utterance.end().minus(utterance.start());
    var part = APART.matcher(text);
    while (part.find()) {
      var start = length.multipliedBy(part.start()).dividedBy(text.length());
      var end = length.multipliedBy(part.end()).dividedBy(text.length());
      tokens.add(
          new Token(
              tokens.size(),
              part.group(),
              part.start(),
              part.end(),
              utterance.start().plus(start),
              utterance.start().plus(end)));
    }
    return tokens;
  }
}
