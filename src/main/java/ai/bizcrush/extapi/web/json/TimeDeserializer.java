package ai.bizcrush.extapi.web.json;

import ai.bizcrush.extapi.shared.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** A time, or a cursor, which is written like one; {@code ""} is absent. */
final class TimeDeserializer<T> extends StdScalarDeserializer<T> {

  private final Function<Cursor, T> result;

  private TimeDeserializer(Class<T> type, Function<Cursor, T> result) {
    super(type);
    this.result = result;
  }

  static TimeDeserializer<Instant> ofTimes() {
    return new TimeDeserializer<>(Instant.class, Cursor::time);
  }

  static TimeDeserializer<Cursor> ofCursors() {
    return new TimeDeserializer<>(Cursor.class, cursor -> cursor);
  }

  @Override
  public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
    String text = TextDeserializer.text(parser, context);
    if (text == null) {
      return null;
    }
    try {
      return result.apply(Cursor.parse(text));
    } catch (DateTimeException e) {
      return context.reportInputMismatch(handledType(), "not a time");
    }
  }
}
