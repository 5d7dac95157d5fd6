package ai.bizcrush.extapi.transcripts;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.meetings.MeetingId;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes what nobody can reach any more, in steps. */
@Component
class TranscriptRemoval {

  private static final int AT_ONCE = 500;

  /** A recording can be resumed for a day. */
  private static final Duration RECORDING_KEPT = Duration.ofDays(2);

  /** Where a replica died: a recording that goes on is written more often. */
  private static final Duration ABANDONED = Duration.ofMinutes(15);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final CommitClock commitClock;
  private final Clock clock;
  private final TranscriptSettings settings;

  TranscriptRemoval(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      CommitClock commitClock,
      Clock clock,
      TranscriptSettings settings) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.commitClock = commitClock;
    this.clock = clock;
    this.settings = settings;
  }

  /** Of a meeting that is gone. Without their rows its recordings cannot be written any more. */
  void removeMeeting(MeetingId meeting) {
    jdbc.update("delete from recordings where meeting_id = ?", meeting.value());
    removeSteps(
        """
        delete from live_chunks where id in
          (select id from live_chunks where meeting_id = ? limit ?)
        """,
        meeting.value());
    removeSteps(
        """
        delete from utterances where id in
          (select id from utterances where meeting_id = ? limit ?)
        """,
        meeting.value());
    transaction.executeWithoutResult(status -> commitClock.forget(meeting.value()));
  }

  /** What time has passed over. */
  void removeOld() {
    removeOldRecordings();
    removeOldTexts();
  }

  /** Those that were never ended are as old as their last sign of life, and older than that. */
  void removeOldRecordings() {
    removeSteps(
        """
        delete from recordings where message_id in
          (select message_id from recordings where ended_at < ? limit ?)
        """,
        ago(RECORDING_KEPT));
    removeSteps(
        """
        delete from recordings where message_id in
          (select message_id from recordings
           where ended_at is null and created_at < ? and active_at < ? limit ?)
        """,
        ago(RECORDING_KEPT),
        ago(RECORDING_KEPT));
  }

  private void removeOldTexts() {
    removeSteps(
        """
        delete from live_chunks where id in
          (select id from live_chunks c where not is_final and not exists
            (select from recordings r where r.message_id = c.message_id and r.active_at >= ?)
          limit ?)
        """,
        ago(ABANDONED));
    removeSteps(
        """
        delete from utterances where id in
          (select id from utterances where meeting_id is null and updated_at < ? limit ?)
        """,
        ago(settings.keepSessions()));
  }

  private void removeSteps(String sql, Object... which) {
    var parameters = Arrays.copyOf(which, which.length + 1);
    parameters[which.length] = AT_ONCE;
    while (jdbc.update(sql, parameters) == AT_ONCE) {
      // the next ones
    }
  }

  private OffsetDateTime ago(Duration time) {
    return clock.instant().minus(time).atOffset(UTC);
  }
}
