package ai.bizcrush.extapi.transcripts.journal;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Recordings that begin. */
record Beginnings(JdbcTemplate jdbc) {

  void write(List<Entry> entries, Instant now, Answers answers) {
    var rows = new ArrayList<Object[]>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Begin begin) {
        rows.add(row(begin, now));
        answers.add(begin.answer(), Outcome.COMMITTED);
      }
    }
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(
          """
          insert into recordings (message_id, owner_id, session_id, meeting_id, epoch, resume_key,
            created_at, active_at)
          values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (message_id) do nothing
          """,
          rows);
    }
  }

  private static Object[] row(Entry.Begin begin, Instant now) {
    LiveRecording recording = begin.recording();
    MeetingId meeting = recording.meeting();
    return new Object[] {
      recording.messageId(),
      recording.owner().value(),
      recording.sessionId(),
      meeting == null ? null : meeting.value(),
      recording.epoch(),
      begin.resumeKey(),
      now.atOffset(UTC),
      now.atOffset(UTC)
    };
  }
}
