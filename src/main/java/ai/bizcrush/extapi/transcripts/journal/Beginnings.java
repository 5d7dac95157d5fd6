package ai.bizcrush.extapi.transcripts.journal;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.meetings.MeetingAccess;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Recordings that begin. Their meetings are held: what deletes one finds all its recordings. */
record Beginnings(JdbcTemplate jdbc, MeetingAccess meetings) {

  void write(List<Entry> entries, Instant now, Answers answers) {
    var begun = new ArrayList<Entry.Begin>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Begin begin) {
        begun.add(begin);
      }
    }
    if (!begun.isEmpty()) {
      write(begun, held(begun), now, answers);
    }
  }

  private Set<MeetingId> held(List<Entry.Begin> begun) {
    var named =
        begun.stream()
            .map(begin -> begin.recording().meeting())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return named.isEmpty() ? Set.of() : meetings.hold(named);
  }

  private void write(List<Entry.Begin> begun, Set<MeetingId> held, Instant now, Answers answers) {
    var rows = new ArrayList<Object[]>();
    for (Entry.Begin begin : begun) {
      MeetingId meeting = begin.recording().meeting();
      if (meeting == null || held.contains(meeting)) {
        rows.add(row(begin, now));
        answers.add(begin.answer(), Outcome.COMMITTED);
      } else {
        answers.add(begin.answer(), Outcome.REPLACED);
      }
    }
    jdbc.batchUpdate(
        """
        insert into recordings (message_id, owner_id, session_id, meeting_id, epoch, resume_key,
          created_at, active_at)
        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (message_id) do nothing
        """,
        rows);
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
