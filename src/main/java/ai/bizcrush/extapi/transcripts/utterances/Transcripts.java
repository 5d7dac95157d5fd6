package ai.bizcrush.extapi.transcripts.utterances;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.meetings.MeetingId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;

/** The tables as participants read them: as JSON. Who may read a meeting is decided before. */
@Component
class Transcripts {

  private final JdbcTemplate jdbc;

  Transcripts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What changed after a time, oldest first: {@code {<list>:[...], has_more, next_cursor}}. */
  byte[] page(Rows rows, Part part) {
    String select =
        "select %s from %s where meeting_id = ? and updated_at > ?"
            .formatted(rows.columns(), rows.table());
    String order = " order by updated_at limit ?";
    String meeting = part.meeting().value();
    OffsetDateTime after = part.after().atOffset(UTC);
    ResultSetExtractor<byte[]> reply =
        found -> ReplyJson.of(json -> writePage(json, rows, part, found));
    String messageId = part.messageId();
    return messageId == null
        ? query(select + order, reply, meeting, after, part.most() + 1)
        : query(
            select + " and message_id = ?" + order,
            reply,
            meeting,
            after,
            messageId,
            part.most() + 1);
  }

  private static void writePage(JsonGenerator json, Rows rows, Part part, ResultSet found)
      throws SQLException {
    var times = new TimeText();
    OffsetDateTime last = null;
    json.writeArrayPropertyStart(rows.listName());
    int written = 0;
    boolean more = found.next();
    while (more && written < part.most()) {
      last = rows.write(found, json, times);
      written++;
      more = found.next();
    }
    json.writeEndArray();
    json.writeBooleanProperty("has_more", more);
    if (last == null) {
      json.writeStringProperty("next_cursor", part.cursor());
    } else {
      times.write("next_cursor", last, json);
    }
  }

  /** All utterances, in the order in which they were spoken: {@code {transcripts:[...]}}. */
  byte[] whole(MeetingId meeting) {
    return query(
        "select %s from utterances where meeting_id = ? order by spoken_at, id"
            .formatted(Rows.UTTERANCES.columns()),
        found ->
            ReplyJson.of(
                json -> {
                  var times = new TimeText();
                  json.writeArrayPropertyStart("transcripts");
                  while (found.next()) {
                    Rows.UTTERANCES.write(found, json, times);
                  }
                  json.writeEndArray();
                }),
        meeting.value());
  }

  /** When an utterance was added or corrected last, later with every change; none is long ago. */
  Instant lastChange(MeetingId meeting) {
    return jdbc
        .query(
            """
            select updated_at from utterances where meeting_id = ? order by updated_at desc limit 1
            """,
            (row, n) -> row.getObject(1, OffsetDateTime.class).toInstant(),
            meeting.value())
        .stream()
        .findFirst()
        .orElse(Instant.MIN);
  }

  private byte[] query(
      String sql, ResultSetExtractor<byte[]> reply, @Nullable Object... parameters) {
    return Objects.requireNonNull(jdbc.query(sql, reply, parameters));
  }
}
