package ai.bizcrush.extapi.transcripts;

import ai.bizcrush.extapi.meetings.MeetingId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What was said in a meeting, for whoever summarises it. Who may read it is decided before. */
@Component
public class MeetingTranscripts {

  private final JdbcTemplate jdbc;

  MeetingTranscripts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * All utterances as they were corrected last, in the order in which they were spoken; empty when
   * nothing was said, or the meeting's transcripts are removed. Blocks on the database, and has
   * everything that was committed before.
   */
  public List<SpokenLine> read(MeetingId meeting) {
    return jdbc.query(
        """
        select message_id, speaker, transcript, language, spoken_at
        from utterances where meeting_id = ? order by spoken_at, id
        """,
        MeetingTranscripts::line,
        meeting.value());
  }

  private static SpokenLine line(ResultSet row, int n) throws SQLException {
    return new SpokenLine(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }
}
