package ai.bizcrush.extapi.provider.soniox.live;

import java.util.function.UnaryOperator;
import tools.jackson.core.JsonParser;

/** A text that mostly is what it was the last time. */
final class Label {

  private final UnaryOperator<String> meaning;
  private String said = "";
  private String meant = "";

  Label(UnaryOperator<String> meaning) {
    this.meaning = meaning;
  }

  /** What the parser's current value means. */
  String of(JsonParser parser) {
    if (!same(parser, said)) {
      said = parser.getValueAsString("");
      meant = meaning.apply(said);
    }
    return meant;
  }

  /** Whether the parser's current value reads so; without making a text of it. */
  static boolean same(JsonParser parser, String text) {
    int length = text.length();
    if (parser.getStringLength() != length) {
      return false;
    }
    char[] characters = parser.getStringCharacters();
    int offset = parser.getStringOffset();
    for (int i = 0; i < length; i++) {
      if (characters[offset + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
