package ai.bizcrush.extapi.transcripts.journal;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal.Reached;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption.Resumed;
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
        Resumption resumption =
            resume(resume, now).stream()
                .<Resumption>map(resumed -> withFinals(resumed, resume.known()))
                .findFirst()
                .orElseGet(Resumption.Unknown::new);
        answers.add(resume.answer(), resumption);
      }
    }
  }

  /** What was open is said again under another id. */
  private List<Resumed> resume(Entry.Resume resume, Instant now) {
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

  private static Resumed resumed(ResultSet row) throws SQLException {
    String meeting = row.getString("meeting_id");
    var recording =
        new LiveRecording(
            row.getString("message_id"),
            new UserId(row.getString("owner_id")),
            row.getString("session_id"),
            meeting == null ? null : new MeetingId(meeting),
            row.getInt("epoch"));
    return new Resumed(
        recording,
        new Reached(
            row.getLong("settled_ms"),
            row.getLong("words_end_ms"),
            row.getLong("gap_end_ms"),
            row.getInt("speakers"),
            row.getInt("finals")),
        null,
        List.of());
  }

  /** Nobody else can add to them: whoever wrote before has lost the recording or has committed. */
  private Resumed withFinals(Resumed resumed, int known) {
    int first = Math.min(known, resumed.reached().finals());
    List<LiveChunk> finals =
        jdbc.query(
            """
            select id, coalesce(original_transcript, transcript), speaker, language, start_ms,
              end_ms, confidence
            from utterances where message_id = ? and number >= ?
            order by number
            """,
            (row, index) ->
                new LiveChunk(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getDouble(7)),
            resumed.recording().messageId(),
            first - 1);
    int missed = Math.min(finals.size(), resumed.reached().finals() - first);
    return new Resumed(
        resumed.recording(),
        resumed.reached(),
        finals.isEmpty() ? null : finals.getLast(),
        finals.subList(finals.size() - missed, finals.size()));
  }
}
