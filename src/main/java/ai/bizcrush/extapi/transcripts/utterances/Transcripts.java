package ai.bizcrush.extapi.transcripts.utterances;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.transcripts.TranscriptSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JsonGenerator;

/** The tables as participants read them: as JSON. Who may read a meeting is decided before. */
@Component
class Transcripts {

  private static final DataSize FULL_PAGE = DataSize.ofMegabytes(8);
  private static final int STEP = 200;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate inSteps;
  private final DataSize largest;

  Transcripts(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, TranscriptSettings settings) {
    this.jdbc = jdbc;
    this.inSteps = new TransactionTemplate(transactions); // the driver reads in steps only in one
    inSteps.setReadOnly(true);
    this.largest = settings.largest();
  }

  /**
   * What changed after a time, oldest first: {@code {<list>:[...], has_more, next_cursor}}. A page
   * is full when it has as many rows as were asked for, or about 8 MB of text.
   */
  byte[] page(Rows rows, Part part) {
    String messageId = part.messageId();
    String sql =
        """
        select %1$s, found
        from (
          select %1$s, count(*) over () as found,
            sum(bytes) over (order by updated_at rows unbounded preceding) - bytes as bytes_before
          from (
            select %1$s, %2$s as bytes from %3$s where meeting_id = ? and updated_at > ? %4$s
            order by updated_at limit ?) candidates) page
        where bytes_before < %5$d
        order by updated_at
        """
            .formatted(
                rows.columns(),
                rows.bytes(),
                rows.table(),
                messageId == null ? "" : "and message_id = ?",
                FULL_PAGE.toBytes());
    ResultSetExtractor<byte[]> reply =
        found -> ReplyJson.of(json -> writePage(json, rows, part, found));
    String meeting = part.meeting().value();
    OffsetDateTime after = part.after().atOffset(UTC);
    int most = part.most() + 1;
    return Objects.requireNonNull(
        messageId == null
            ? jdbc.query(sql, reply, meeting, after, most)
            : jdbc.query(sql, reply, meeting, after, messageId, most));
  }

  private static void writePage(JsonGenerator json, Rows rows, Part part, ResultSet found)
      throws SQLException {
    var times = new TimeText();
    OffsetDateTime last = null;
    int written = 0;
    int candidates = 0;
    json.writeArrayPropertyStart(rows.listName());
    while (written < part.most() && found.next()) {
      candidates = found.getInt("found");
      last = rows.write(found, json, times);
      written++;
    }
    json.writeEndArray();
    json.writeBooleanProperty("has_more", candidates > written);
    if (last == null) {
      json.writeStringProperty("next_cursor", part.cursor());
    } else {
      times.write("next_cursor", last, json);
    }
  }

  /**
   * All utterances, in the order in which they were spoken: {@code {transcripts:[...]}}. Read some
   * at a time: no more than the reply is in memory.
   *
   * @return nothing, if it is larger than the settings allow
   */
  Optional<byte[]> whole(MeetingId meeting) {
    String sql =
        "select %s from utterances where meeting_id = ? order by spoken_at, id"
            .formatted(Rows.UTTERANCES.columns());
    return Objects.requireNonNull(
        inSteps.execute(
            status ->
                jdbc.query(
                    connection -> {
                      var statement = connection.prepareStatement(sql);
                      statement.setFetchSize(STEP);
                      statement.setString(1, meeting.value());
                      return statement;
                    },
                    this::writeWhole)));
  }

  private Optional<byte[]> writeWhole(ResultSet found) throws SQLException {
    return ReplyJson.of(
        largest,
        json -> {
          var times = new TimeText();
          json.writeArrayPropertyStart("transcripts");
          while (found.next()) {
            Rows.UTTERANCES.write(found, json, times);
          }
          json.writeEndArray();
        });
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
}
