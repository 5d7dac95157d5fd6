package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the messages of {@code wss /v1/listen} one after the other
 * (developers.deepgram.com/reference/speech-to-text/listen-streaming); what it found stands until
 * the next one is read. Times on the wire are seconds.
 */
final class StreamReader {

  /** What a message is. */
  enum Type {
    RESULTS,
    UTTERANCE_END,
    METADATA,
    ERROR,
    /** Nothing of ours: {@code SpeechStarted} and whatever comes to be. */
    OTHER
  }

  /** Words may be timed a little past the audio; further off, they are not of this audio. */
  private static final long SLACK_MS = 30_000;

  private final WordReader words;
  private final StringBuilder transcript = new StringBuilder();
  private Type type = Type.OTHER;
  private boolean isFinal;
  private boolean speechFinal;
  private boolean fromFinalize;
  private long startMs;
  private long durationMs;
  private long lastWordEndMs;
  private double confidence;
  private List<LiveWord> heard = List.of();

  /**
   * @param language what is spoken when the engine does not say; {@code ""} when unknown
   */
  StreamReader(boolean diarization, String language) {
    this.words = new WordReader(diarization, language);
  }

  /**
   * Reads a message.
   *
   * @param sentMs how much audio the engine has been sent
   */
  void read(byte[] buffer, int offset, int length, long sentMs) {
    clear();
    try (JsonParser parser = MessageJson.open(buffer, offset, length)) {
      message(parser, sentMs + SLACK_MS);
    }
    if (heard.isEmpty()) {
      add(words.whole(transcript, startMs, endMs(), confidence));
    }
  }

  private void clear() {
    type = Type.OTHER;
    isFinal = false;
    speechFinal = false;
    fromFinalize = false;
    startMs = 0;
    durationMs = 0;
    lastWordEndMs = -1;
    transcript.setLength(0);
    confidence = 0;
    heard = List.of();
  }

  private void message(JsonParser parser, long latest) {
    if (!MessageJson.enterObject(parser)) {
      throw MessageJson.unreadable();
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "type" -> type = type(MessageJson.text(parser, "Results"));
        case "is_final" -> isFinal = MessageJson.flag(parser);
        case "speech_final" -> speechFinal = MessageJson.flag(parser);
        case "from_finalize" -> fromFinalize = MessageJson.flag(parser);
        case "start" -> startMs = Math.max(0, MessageJson.seconds(parser, latest));
        case "duration" -> durationMs = Math.max(0, MessageJson.seconds(parser, latest));
        case "last_word_end" -> lastWordEndMs = lastWordEnd(parser, latest);
        // An array in SpeechStarted and UtteranceEnd.
        case "channel" -> channel(parser, latest);
        default -> parser.skipChildren();
      }
    }
  }

  private static Type type(String name) {
    return switch (name) {
      case "Results" -> Type.RESULTS;
      case "UtteranceEnd" -> Type.UTTERANCE_END;
      case "Metadata" -> Type.METADATA;
      case "Error" -> Type.ERROR;
      default -> Type.OTHER;
    };
  }

  /** -1 is how the engine says that there is none. */
  private static long lastWordEnd(JsonParser parser, long latest) {
    return MessageJson.number(parser, -1) < 0 ? -1 : MessageJson.seconds(parser, latest);
  }

  private void channel(JsonParser parser, long latest) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals("alternatives")) {
        alternatives(parser, latest);
      } else {
        parser.skipChildren();
      }
    }
  }

  /** The first is the likeliest. */
  private void alternatives(JsonParser parser, long latest) {
    if (!MessageJson.enterArray(parser)) {
      return;
    }
    boolean first = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (first) {
        alternative(parser, latest);
        first = false;
      } else {
        parser.skipChildren();
      }
    }
  }

  private void alternative(JsonParser parser, long latest) {
    if (!MessageJson.enterObject(parser)) {
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "transcript" -> MessageJson.append(parser, transcript);
        case "confidence" -> confidence = MessageJson.confidence(parser);
        case "words" -> words(parser, latest);
        default -> parser.skipChildren();
      }
    }
  }

  private void words(JsonParser parser, long latest) {
    if (!MessageJson.enterArray(parser)) {
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      add(words.read(parser, latest));
    }
  }

  private void add(@Nullable LiveWord word) {
    if (word == null) {
      return;
    }
    if (heard.isEmpty()) {
      heard = new ArrayList<>();
    }
    heard.add(word);
  }

  Type type() {
    return type;
  }

  boolean isFinal() {
    return isFinal;
  }

  boolean speechFinal() {
    return speechFinal;
  }

  boolean fromFinalize() {
    return fromFinalize;
  }

  /** Where the window of these results ends. */
  long endMs() {
    return startMs + durationMs;
  }

  /** Of {@link Type#UTTERANCE_END}; -1 when unknown. */
  long lastWordEndMs() {
    return lastWordEndMs;
  }

  /** The listener's to keep. */
  List<LiveWord> words() {
    return heard;
  }
}
