package ai.bizcrush.extapi.transcripts.utterances;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import tools.jackson.core.JsonGenerator;

/** Writes many times of about the same day: {@code 2026-11-21T12:34:56.123456Z}. */
final class TimeText {

  private static final int TIME = "2026-11-21T".length();

  private final char[] text = "0000-00-00T00:00:00.000000Z".toCharArray();
  private long day = Long.MIN_VALUE;

  void write(String name, OffsetDateTime time, JsonGenerator json) {
    OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);
    if (utc.toLocalDate().toEpochDay() != day) {
      day = utc.toLocalDate().toEpochDay();
      digits(utc.getYear(), 0, 4);
      digits(utc.getMonthValue(), 5, 2);
      digits(utc.getDayOfMonth(), 8, 2);
    }
    digits(utc.getHour(), TIME, 2);
    digits(utc.getMinute(), TIME + 3, 2);
    digits(utc.getSecond(), TIME + 6, 2);
    digits(utc.getNano() / 1000, TIME + 9, 6);
    json.writeName(name);
    json.writeString(text, 0, text.length);
  }

  private void digits(int number, int at, int count) {
    int left = number;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (char) ('0' + left % 10);
      left /= 10;
    }
  }
}
