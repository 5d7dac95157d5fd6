package ai.bizcrush.extapi.shared;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A place in a list that is ordered by {@code updated_at}, as clients pass it back: an RFC 3339
 * time, UTC where it has no offset. What we hand out has six digits; a client that keeps it in a
 * JavaScript date gives back three, and must not lose the row of that millisecond. It sees that row
 * again: with pages of two or more it comes to the end all the same, because no list has two rows
 * in one millisecond.
 *
 * @param time cut to microseconds
 * @param millisecond whether the text had exactly three fractional digits
 */
public record Cursor(Instant time, boolean millisecond) {

  private static final Pattern THREE_DIGITS = Pattern.compile("\\.\\d{3}(?!\\d)");
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /**
   * Reads what a client sent.
   *
   * @throws DateTimeException it is no time, or none that can be stored
   */
  public static Cursor parse(String text) {
    String iso = text.strip().toUpperCase(Locale.ROOT).replace(' ', 'T');
    var parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    Instant time =
        parsed instanceof OffsetDateTime offset
            ? offset.toInstant()
            : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new DateTimeException("out of range");
    }
    return new Cursor(time.truncatedTo(ChronoUnit.MICROS), THREE_DIGITS.matcher(iso).find());
  }

  /** Newest first: rows before this time. */
  public Instant before() {
    return millisecond ? time.plus(MILLISECOND) : time;
  }

  /** Oldest first: rows after this time. */
  public Instant after() {
    return time;
  }
}
