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
    String bare = "";
    String punctuated = "";
    long start = -1;
    long end = -1;
    double confidence = 0;
    String of = spoken;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "word" -> bare = MessageJson.text(parser);
        case "punctuated_word" -> punctuated = MessageJson.text(parser, bare);
        case "start" -> start = MessageJson.seconds(parser, latest);
        case "end" -> end = MessageJson.seconds(parser, latest);
        case "confidence" -> confidence = MessageJson.confidence(parser);
        case "speaker" -> speaker(parser);
        case "language" -> of = language(parser);
        default -> parser.skipChildren();
      }
    }
    String text = (punctuated.isBlank() ? bare : punctuated).strip();
    return text.isEmpty() ? null : word(text, start, end, confidence, of);
  }

  /** Everything in one piece, where the engine gives no words. */
  LiveWord whole(String text, long start, long end, double confidence) {
    return word(text.strip(), start, end, confidence, spoken);
  }

  private LiveWord word(String text, long start, long end, double confidence, String of) {
    long last = start >= 0 && end >= 0 ? Math.max(start, end) : end;
    return new LiveWord(" " + text, start, last, confidence, speaker, of);
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
