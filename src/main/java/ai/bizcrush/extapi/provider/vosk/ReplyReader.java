package ai.bizcrush.extapi.provider.vosk;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads replies one after the other; what it found stands until the next one is read. */
final class ReplyReader {

  /** Words may be timed a little past the audio; further off, they are not of this audio. */
  private static final long SLACK_MS = 30_000;

  private final String language;
  private final EngineClock clock;
  private final StringBuilder said = new StringBuilder();
  private final StringBuilder word = new StringBuilder();
  private final StringBuilder piece = new StringBuilder();
  private boolean isFinal;
  private List<LiveWord> words = List.of();

  ReplyReader(String language, EngineClock clock) {
    this.language = language;
    this.clock = clock;
  }

  /**
   * Reads a reply: {@code partial}, or {@code text} with the words in {@code result}. Times on the
   * wire are seconds.
   *
   * @param sentMs how much audio the recogniser has been sent
   */
  void read(byte[] buffer, int offset, int length, long sentMs) {
    isFinal = false;
    words = List.of();
    said.setLength(0);
    boolean answer = false;
    try (JsonParser parser = MessageJson.open(buffer, offset, length)) {
      if (!MessageJson.enterObject(parser)) {
        throw MessageJson.unreadable();
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        switch (name) {
          case "partial" -> answer = answer(parser, false);
          case "text" -> answer = answer(parser, true);
          case "result" -> result(parser, sentMs + SLACK_MS);
          default -> parser.skipChildren();
        }
      }
    }
    if (!answer) {
      throw MessageJson.unreadable();
    }
    if (words.isEmpty()) {
      split();
    }
  }

  private boolean answer(JsonParser parser, boolean nowFinal) {
    MessageJson.append(parser, said);
    isFinal = nowFinal;
    return true;
  }

  private void result(JsonParser parser, long latest) {
    if (!MessageJson.enterArray(parser)) {
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      word(parser, latest);
    }
  }

  private void word(JsonParser parser, long latest) {
    if (!MessageJson.enterObject(parser)) {
      return;
    }
    word.setLength(0);
    long start = -1;
    long end = -1;
    double confidence = 0;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "word" -> MessageJson.append(parser, word);
        case "start" -> start = MessageJson.seconds(parser, latest);
        case "end" -> end = MessageJson.seconds(parser, latest);
        case "conf" -> confidence = MessageJson.confidence(parser);
        default -> parser.skipChildren();
      }
    }
    if (!word.isEmpty()) {
      long from = start < 0 ? -1 : clock.session(start);
      add(
          word,
          0,
          word.length(),
          from,
          end < 0 ? -1 : Math.max(from, clock.session(end)),
          confidence);
    }
  }

  /** Words without times. */
  private void split() {
    int from = 0;
    for (int to = 0; to <= said.length(); to++) {
      if (to == said.length() || said.charAt(to) == ' ') {
        if (to > from) {
          add(said, from, to, -1, -1, 0);
        }
        from = to + 1;
      }
    }
  }

  private void add(
      StringBuilder text, int from, int to, long startMs, long endMs, double confidence) {
    if (words.isEmpty()) {
      words = new ArrayList<>();
    }
    piece.setLength(0);
    piece.append(' ').append(text, from, to);
    words.add(new LiveWord(piece.toString(), startMs, endMs, confidence, "", language));
  }

  /** Whether the words will not change any more. */
  boolean isFinal() {
    return isFinal;
  }

  /** The listener's to keep. */
  List<LiveWord> words() {
    return words;
  }
}
