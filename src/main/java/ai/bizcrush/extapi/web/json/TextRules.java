package ai.bizcrush.extapi.web.json;

import ai.bizcrush.extapi.shared.ApiException;
import tools.jackson.databind.JsonNode;

/** Text that the database could not store, or could not give back, is refused at the door. */
final class TextRules {

  private TextRules() {}

  /**
   * @throws ApiException 400: a name or a value holds U+0000 or an unpaired surrogate
   */
  static void check(JsonNode node) {
    if (node.isString()) {
      check(node.stringValue());
    } else if (node.isObject()) {
      for (var field : node.properties()) {
        check(field.getKey());
        check(field.getValue());
      }
    } else if (node.isArray()) {
      node.forEach(TextRules::check);
    }
  }

  private static void check(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw ApiException.invalid("Text must not contain U+0000");
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          throw ApiException.invalid("Text must not contain unpaired surrogates");
        }
        i++;
      }
    }
  }
}
