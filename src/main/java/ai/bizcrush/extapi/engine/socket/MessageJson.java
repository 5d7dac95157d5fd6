package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * JSON of text messages, read token by token out of the socket's buffer, with buffers of the
 * thread's own. What does not fit is the engine's failure, told without a word of the message.
 */
public final class MessageJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  private MessageJson() {}

  /** A parser that stands at the first token, which begins an object. */
  public static JsonParser open(byte[] buffer, int offset, int length) {
    JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), buffer, offset, length);
    parser.nextToken();
    return parser;
  }

  /**
   * Enters the object at which the parser stands: {@link JsonParser#nextName} goes through it.
   *
   * @return false where {@code null} stands instead
   */
  public static boolean enterObject(JsonParser parser) {
    return enter(parser, JsonToken.START_OBJECT);
  }

  /**
   * Enters the array at which the parser stands: {@link JsonParser#nextToken} goes through it.
   *
   * @return false where {@code null} stands instead
   */
  public static boolean enterArray(JsonParser parser) {
    return enter(parser, JsonToken.START_ARRAY);
  }

  private static boolean enter(JsonParser parser, JsonToken start) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return false;
    }
    if (token != start) {
      throw unreadable();
    }
    return true;
  }

  /** A flag; false where {@code null} stands. */
  public static boolean flag(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      case null, default -> throw unreadable();
    };
  }

  /** A finite number, or {@code absent} where {@code null} stands. */
  public static double number(JsonParser parser, double absent) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return absent;
    }
    if (token == null || !token.isNumeric()) {
      throw unreadable();
    }
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw unreadable();
    }
    return number;
  }

  /** A confidence from 0 to 1. */
  public static double confidence(JsonParser parser) {
    return Math.clamp(number(parser, 0), 0, 1);
  }

  /**
   * Seconds as milliseconds, never negative; -1 where {@code null} stands.
   *
   * @param latest what makes no sense any more, in milliseconds
   */
  public static long seconds(JsonParser parser, long latest) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return -1;
    }
    long millis = Math.round(number(parser, 0) * 1000);
    if (millis > latest) {
      throw EngineException.broken("a time after all audio", null);
    }
    return Math.max(0, millis);
  }

  /** A text; {@code ""} where {@code null} stands. */
  public static String text(JsonParser parser) {
    return isText(parser) ? parser.getString() : "";
  }

  /** The same, without a new string where it is {@code likely}. */
  public static String text(JsonParser parser, String likely) {
    if (!isText(parser) || parser.getStringLength() != likely.length()) {
      return text(parser);
    }
    char[] characters = parser.getStringCharacters();
    int offset = parser.getStringOffset();
    for (int i = 0; i < likely.length(); i++) {
      if (characters[offset + i] != likely.charAt(i)) {
        return text(parser);
      }
    }
    return likely;
  }

  /**
   * Appends a text, nothing where {@code null} stands. What cannot be stored is left out: U+0000
   * and halves of surrogate pairs.
   */
  public static void append(JsonParser parser, StringBuilder text) {
    if (!isText(parser)) {
      return;
    }
    char[] characters = parser.getStringCharacters();
    int offset = parser.getStringOffset();
    int end = offset + parser.getStringLength();
    int i = offset;
    while (i < end) {
      int character = Character.codePointAt(characters, i, end);
      if (character != 0 && Character.getType(character) != Character.SURROGATE) {
        text.appendCodePoint(character);
      }
      i += Character.charCount(character);
    }
  }

  private static boolean isText(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NULL) {
      throw unreadable();
    }
    return token == JsonToken.VALUE_STRING;
  }

  /** Failure: the message is not what the engine's dialect promises. */
  public static EngineException unreadable() {
    return EngineException.broken("an unreadable message", null);
  }
}
