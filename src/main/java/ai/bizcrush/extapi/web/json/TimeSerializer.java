package ai.bizcrush.extapi.web.json;

import ai.bizcrush.extapi.shared.Cursor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** UTC with {@code Z} and always six digits, so that cursors compare as they are written. */
final class TimeSerializer<T> extends StdSerializer<T> {

  private static final DateTimeFormatter SIX_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final Function<T, Instant> time;

  private TimeSerializer(Class<T> type, Function<T, Instant> time) {
    super(type);
    this.time = time;
  }

  static TimeSerializer<Instant> ofTimes() {
    return new TimeSerializer<>(Instant.class, value -> value);
  }

  static TimeSerializer<Cursor> ofCursors() {
    return new TimeSerializer<>(Cursor.class, Cursor::time);
  }

  @Override
  public void serialize(T value, JsonGenerator json, SerializationContext context) {
    json.writeString(SIX_DIGITS.format(time.apply(value)));
  }
}
