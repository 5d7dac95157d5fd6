package ai.bizcrush.extapi.web.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** An RFC 3339 time, UTC where it has no offset, cut to microseconds; {@code ""} is absent. */
final class InstantDeserializer extends StdScalarDeserializer<Instant> {

  // what PostgreSQL stores and JSON writes with four digits of the year
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  InstantDeserializer() {
    super(Instant.class);
  }

  @Override
  public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
    String text = TextDeserializer.text(parser, context);
    if (text == null) {
      return null;
    }
    try {
      Instant time = parse(text.strip().toUpperCase(Locale.ROOT).replace(' ', 'T'));
      if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
        return time.truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeException e) {
      // told below
    }
    return context.reportInputMismatch(Instant.class, "not a time");
  }

  private static Instant parse(String text) {
    var parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime offset
        ? offset.toInstant()
        : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
  }
}
