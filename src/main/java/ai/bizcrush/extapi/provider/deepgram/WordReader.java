package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.TranscriptBuilder;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Reads the words of live results. */
final class WordReader {

  private static final String NOBODY_YET = "0";

  private final boolean diarization;
  private final String spoken;
  private final StringBuilder bare = new StringBuilder();
  private final StringBuilder punctuated = new StringBuilder();
  private String speaker;
  private String tag = "";
  private String language = "";

  WordReader(boolean diarization, String spoken) {
    this.diarization = diarization;
    this.spoken = spoken;
    this.speaker = diarization ? NOBODY_YET : "";
  }

  /** The word at which the parser stands, null when it has no text. */
  @Nullable LiveWord read(JsonParser parser, long latest) {
    if (!MessageJson.enterObject(parser)) {
      return null;
    }
    bare.setLength(0);
    punctuated.setLength(0);
    long start = -1;
    long end = -1;
    double confidence = 0;
    String of = spoken;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "word" -> MessageJson.append(parser, bare);
        case "punctuated_word" -> MessageJson.append(parser, punctuated);
        case "start" -> start = MessageJson.seconds(parser, latest);
        case "end" -> end = MessageJson.seconds(parser, latest);
        case "confidence" -> confidence = MessageJson.confidence(parser);
        case "speaker" -> speaker(parser);
        case "language" -> of = language(parser);
        default -> parser.skipChildren();
      }
    }
    StringBuilder text = isBlank(punctuated) ? bare : punctuated;
    return isBlank(text) ? null : word(text, start, end, confidence, of);
  }

  /** Everything in one piece, where the engine gives no words; null when there is no text. */
  @Nullable LiveWord whole(StringBuilder text, long start, long end, double confidence) {
    return isBlank(text) ? null : word(text, start, end, confidence, spoken);
  }

  private LiveWord word(StringBuilder text, long start, long end, double confidence, String of) {
    long last = start >= 0 && end >= 0 ? Math.max(start, end) : end;
    return new LiveWord(spaced(text), start, last, confidence, speaker, of);
  }

  /** With one space before it, and none behind. */
  private static String spaced(StringBuilder text) {
    int first = 0;
    while (Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    int end = text.length();
    while (Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    text.setLength(end);
    text.replace(0, first, " ");
    return text.toString();
  }

  private static boolean isBlank(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** A word without a speaker is the last speaker's. */
  private void speaker(JsonParser parser) {
    double number = MessageJson.number(parser, -1);
    if (!diarization || number < 0) {
      return;
    }
    if (number > Integer.MAX_VALUE) {
      throw MessageJson.unreadable();
    }
    int next = (int) number;
    if (!isNumber(speaker, next)) {
      speaker = Integer.toString(next);
    }
  }

  private static boolean isNumber(String text, int number) {
    return text.length() == 1 && text.charAt(0) - '0' == number;
  }

  private String language(JsonParser parser) {
    String next = MessageJson.text(parser, tag);
    if (!next.equals(tag)) {
      tag = next;
      language = TranscriptBuilder.language(next);
    }
    return language.isEmpty() ? spoken : language;
  }
}
