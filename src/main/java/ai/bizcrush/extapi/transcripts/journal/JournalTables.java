package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.meetings.MeetingAccess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One batch, one transaction. Whatever the order in the batch, its statements go: recordings that
 * begin, what recordings say, recordings that end, recordings that are taken over, questions. That
 * keeps the order of each recording: it says nothing before it begins and after it ends, and who
 * takes it over speaks when this is committed.
 *
 * <p>A batch whose commit was lost on the way may be written again: what it says is recognised.
 */
@Component
class JournalTables implements Batches {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Beginnings beginnings;
  private final Speech speech;
  private final Resumptions resumptions;
  private final Checks checks;

  JournalTables(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      MeetingAccess meetings,
      CommitClock commitClock,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
    this.beginnings = new Beginnings(jdbc, meetings);
    this.speech = new Speech(jdbc, meetings, commitClock);
    this.resumptions = new Resumptions(jdbc);
    this.checks = new Checks(jdbc);
  }

  @Override
  public Answers write(List<Entry> entries, Duration patience) {
    var answers = new Answers();
    transaction.executeWithoutResult(
        status -> {
          limitSilence(patience);
          Instant now = clock.instant();
          beginnings.write(entries, now, answers);
          speech.write(entries, now, answers);
          resumptions.write(entries, now, answers);
          checks.answer(entries, answers);
        });
    return answers;
  }

  /** The pool takes it back when the connection returns. */
  private void limitSilence(Duration patience) {
    jdbc.execute(
        (ConnectionCallback<@Nullable Void>)
            connection -> {
              connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
              return null;
            });
  }
}
