package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.StorableText;

/** Text that can be stored and sent, trimmed. */
final class CleanText {

  private CleanText() {}

  static String of(String text) {
    return StorableText.of(text).strip();
  }
}
