package ai.bizcrush.extapi.transcripts.journal;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Recordings that are taken over. */
record Resumptions(JdbcTemplate jdbc) {

  private static final Duration RESUMABLE = Duration.ofDays(1);

  void write(List<Entry> entries, Instant now, Answers answers) {
    for (Entry entry : entries) {
      if (entry instanceof Entry.Resume resume) {
        List<Resumption> resumed = resume(resume, now);
        answers.add(
            resume.answer(), resumed.isEmpty() ? new Resumption.Unknown() : resumed.getFirst());
      }
    }
  }

  /** What was open is said again under another id. */
  private List<Resumption> resume(Entry.Resume resume, Instant now) {
    return jdbc.query(
        """
        with resumed as (
          update recordings set epoch = epoch + 1, ended_at = null, active_at = ?
          where resume_key = ? and owner_id = ? and coalesce(ended_at, active_at) > ?
          returning *
        ), unfinished as (
          delete from live_chunks c using resumed
          where c.message_id = resumed.message_id and not c.is_final
        )
        select * from resumed
        """,
        (row, index) -> resumed(row),
        now.atOffset(UTC),
        resume.resumeKey(),
        resume.owner().value(),
        now.minus(RESUMABLE).atOffset(UTC));
  }

  private static Resumption resumed(ResultSet row) throws SQLException {
    String meeting = row.getString("meeting_id");
    var recording =
        new LiveRecording(
            row.getString("message_id"),
            new UserId(row.getString("owner_id")),
            row.getString("session_id"),
            meeting == null ? null : new MeetingId(meeting),
            row.getInt("epoch"));
    return new Resumption.Resumed(
        recording, row.getLong("settled_ms"), row.getLong("words_end_ms"), row.getInt("speakers"));
  }
}
