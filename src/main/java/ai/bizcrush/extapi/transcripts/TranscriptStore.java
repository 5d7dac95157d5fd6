package ai.bizcrush.extapi.transcripts;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.meetings.MeetingAccess;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores what is recognised from files: whole recordings, and gaps of live ones. */
@Component
public class TranscriptStore {

  private final JdbcTemplate jdbc;
  private final MeetingAccess meetings;
  private final CommitClock commitClock;
  private final Clock clock;

  TranscriptStore(JdbcTemplate jdbc, MeetingAccess meetings, CommitClock commitClock, Clock clock) {
    this.jdbc = jdbc;
    this.meetings = meetings;
    this.commitClock = commitClock;
    this.clock = clock;
  }

  /**
   * Stores utterances together, once: what was stored under the same key of the same recording
   * stays as it is, whatever comes now. Blocks on the database; to be repeated when it fails.
   *
   * @param key tells the parts of a recording from each other, for example where a gap begins
   * @param utterances in order
   * @param repaired whether they fill a gap of a live recording
   * @return false if the recording's meeting is gone, and nothing is stored
   */
  @Transactional
  public boolean store(
      Recorded recording, String key, List<SpokenUtterance> utterances, boolean repaired) {
    MeetingId meeting = recording.meeting();
    if (meeting != null && !meetings.hold(meeting)) {
      return false;
    }
    if (!utterances.isEmpty() && !isStored(recording.messageId(), key)) {
      Instant now = clock.instant();
      Instant first = meeting == null ? now : commitClock.next(meeting.value(), utterances.size());
      insert(recording, UtteranceColumns.of(recording, key, utterances, first), repaired, now);
    }
    return true;
  }

  /**
   * Notes that a stretch of a live recording is heard afterwards, so that whoever resumes it does
   * not ask for its audio again. Everything before the stretch has to be stored. Blocks on the
   * database; to be called in the transaction that orders the work.
   *
   * @param toMs where the stretch ends, on the recording's clock
   * @return replaced: another has taken the recording over, and hears the stretch itself;
   *     unavailable: the recording is not there, or not yet
   */
  @Transactional
  public Outcome leaveGap(LiveRecording recording, long toMs) {
    int noted =
        jdbc.update(
            """
            update recordings set settled_ms = greatest(settled_ms, ?),
              words_end_ms = greatest(words_end_ms, ?), gap_end_ms = greatest(gap_end_ms, ?)
            where message_id = ? and epoch = ?
            """,
            toMs,
            toMs,
            toMs,
            recording.messageId(),
            recording.epoch());
    if (noted > 0) {
      return Outcome.COMMITTED;
    }
    boolean known =
        !jdbc.queryForList("select 1 from recordings where message_id = ?", recording.messageId())
            .isEmpty();
    return known ? Outcome.REPLACED : Outcome.UNAVAILABLE;
  }

  /** Whoever comes second waits for the first, and finds what it stored. */
  private boolean isStored(String messageId, String key) {
    jdbc.query(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> {},
        "transcripts\n" + messageId + '\n' + key);
    String first = UtteranceColumns.id(messageId, key, 0);
    return !jdbc.queryForList("select 1 from utterances where id = ?", first).isEmpty();
  }

  private void insert(Recorded recording, UtteranceColumns columns, boolean repaired, Instant now) {
    MeetingId meeting = recording.meeting();
    jdbc.update(
        """
        insert into utterances (id, meeting_id, message_id, owner_id, session_id, speaker,
          transcript, confidence, language, start_ms, end_ms, is_repaired, spoken_at, created_at,
          updated_at)
        select u.id, ?, ?, ?, ?, u.speaker, u.text, u.confidence, u.language, u.start_ms, u.end_ms,
          ?, coalesce((select created_at from recordings where message_id = ?), ?)
            + u.start_ms * interval '1 millisecond',
          ?, timestamptz 'epoch' + u.micros * interval '1 microsecond'
        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::float8[], ?::bigint[],
            ?::bigint[], ?::bigint[])
          as u (id, speaker, text, language, confidence, start_ms, end_ms, micros)
        """,
        meeting == null ? null : meeting.value(),
        recording.messageId(),
        recording.owner().value(),
        recording.sessionId(),
        repaired,
        recording.messageId(),
        Ulids.time(recording.messageId()).atOffset(UTC),
        now.atOffset(UTC),
        columns.ids(),
        columns.speakers(),
        columns.texts(),
        columns.languages(),
        columns.confidences(),
        columns.starts(),
        columns.ends(),
        columns.micros());
  }
}
