package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.TranscriptBuilder;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the events of a session one after the other
 * (platform.openai.com/docs/api-reference/realtime-server-events); what it found stands until the
 * next one is read.
 */
final class EventReader {

  /** What an event is. */
  enum Type {
    CREATED,
    UPDATED,
    STARTED,
    STOPPED,
    COMMITTED,
    /** More of a turn's text. */
    DELTA,
    /** All of the text of a turn that goes on, as speaches tells it. */
    PARTIAL,
    COMPLETED,
    FAILED,
    ERROR,
    /** Nothing of ours: items, limits and whatever comes to be. */
    OTHER
  }

  /** Times may lie a little past the audio; further off, they are not of this audio. */
  private static final long SLACK_MS = 30_000;

  private final StringBuilder text = new StringBuilder();
  private String name = "";
  private String itemId = "";
  private String previousId = "";
  private long atMs;
  private String language = "";
  private String errorType = "";
  private String errorCode = "";

  /**
   * Reads an event.
   *
   * @param sentMs how much audio the server has been sent
   */
  void read(byte[] buffer, int offset, int length, long sentMs) {
    text.setLength(0);
    previousId = "";
    atMs = -1;
    language = "";
    errorType = "";
    errorCode = "";
    boolean typed = false;
    String lastId = itemId;
    itemId = "";
    try (JsonParser parser = MessageJson.open(buffer, offset, length)) {
      if (!MessageJson.enterObject(parser)) {
        throw MessageJson.unreadable();
      }
      for (String property = parser.nextName(); property != null; property = parser.nextName()) {
        parser.nextToken();
        switch (property) {
          case "type" -> {
            name = MessageJson.text(parser, name);
            typed = true;
          }
          case "item_id" -> itemId = MessageJson.text(parser, lastId);
          case "previous_item_id" -> previousId = MessageJson.text(parser);
          case "audio_start_ms", "audio_end_ms" -> atMs = millis(parser, sentMs + SLACK_MS);
          case "delta", "transcript" -> MessageJson.append(parser, text);
          case "languages" -> languages(parser);
          case "error" -> error(parser);
          default -> parser.skipChildren();
        }
      }
    }
    if (!typed) {
      throw MessageJson.unreadable();
    }
  }

  private static long millis(JsonParser parser, long latest) {
    double millis = MessageJson.number(parser, -1);
    if (millis > latest) {
      throw EngineException.broken("a time after all audio", null);
    }
    return Math.max(-1, (long) millis);
  }

  /** Codes, or objects with one; a turn in several languages has none. */
  private void languages(JsonParser parser) {
    if (!MessageJson.enterArray(parser)) {
      return;
    }
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        language = TranscriptBuilder.language(parser.getString());
      } else if (MessageJson.enterObject(parser)) {
        code(parser);
      }
      count++;
    }
    if (count > 1) {
      language = "";
    }
  }

  private void code(JsonParser parser) {
    for (String property = parser.nextName(); property != null; property = parser.nextName()) {
      parser.nextToken();
      if (property.equals("code")) {
        language = TranscriptBuilder.language(MessageJson.text(parser));
      } else {
        parser.skipChildren();
      }
    }
  }

  private void error(JsonParser parser) {
    if (!MessageJson.enterObject(parser)) {
      return;
    }
    for (String property = parser.nextName(); property != null; property = parser.nextName()) {
      parser.nextToken();
      switch (property) {
        case "type" -> errorType = MessageJson.text(parser);
        case "code" -> errorCode = MessageJson.text(parser);
        default -> parser.skipChildren();
      }
    }
  }

  Type type() {
    return switch (name) {
      case "session.created" -> Type.CREATED;
      case "session.updated" -> Type.UPDATED;
      case "input_audio_buffer.speech_started" -> Type.STARTED;
      case "input_audio_buffer.speech_stopped" -> Type.STOPPED;
      case "input_audio_buffer.committed" -> Type.COMMITTED;
      case "conversation.item.input_audio_transcription.delta" -> Type.DELTA;
      case "input_audio_buffer.partial_transcription" -> Type.PARTIAL;
      case "conversation.item.input_audio_transcription.completed" -> Type.COMPLETED;
      case "conversation.item.input_audio_transcription.failed" -> Type.FAILED;
      case "error" -> Type.ERROR;
      default -> Type.OTHER;
    };
  }

  /** The item is the turn. */
  String itemId() {
    return itemId;
  }

  /** {@code ""} when it is the first, or unknown. */
  String previousId() {
    return previousId;
  }

  /** Where the voice began or ended; -1 when unknown. */
  long atMs() {
    return atMs;
  }

  /** Storable. */
  String text() {
    return text.toString();
  }

  /** {@code ""} when unknown. */
  String language() {
    return language;
  }

  String errorType() {
    return errorType;
  }

  String errorCode() {
    return errorCode;
  }
}
