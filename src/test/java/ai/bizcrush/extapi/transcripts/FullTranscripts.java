package ai.bizcrush.extapi.transcripts;

import static ai.bizcrush.extapi.transcripts.TranscriptReplica.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.meetings.MeetingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * This module on a database with 200 meetings, each with ten recordings of 100 chunks and
 * utterances. One for all tests that want it; it ends with the JVM.
 */
public final class FullTranscripts {

  public static final MeetingId MEETING = new MeetingId("01000000000000000000000200");

  /** One of its recordings. */
  public static final String MESSAGE = "02000000000000000000200003";

  private static final class Shared {
    static final FullTranscripts DATABASE = new FullTranscripts();
  }

  private final TranscriptReplica replica;

  private FullTranscripts() {
    var database = TestDatabase.create();
    // Not by the replica's connections, which count for a while what they read.
    fill(JdbcClient.create(database.dataSource()));
    replica = TranscriptReplica.on(database);
  }

  public static FullTranscripts shared() {
    return Shared.DATABASE;
  }

  public TranscriptReplica replica() {
    return replica;
  }

  /** Does something in a transaction, and sees to it that no table was read from end to end. */
  public void assertIndexed(Runnable work) {
    var transaction = new TransactionTemplate(replica.get(PlatformTransactionManager.class));
    transaction.executeWithoutResult(
        status -> {
          work.run();
          assertThat(
                  replica
                      .jdbc()
                      .sql("select relname from pg_stat_xact_user_tables where seq_scan > 0")
                      .query(String.class)
                      .list())
              .isEmpty();
          status.setRollbackOnly();
        });
  }

  public void removeOldRecordings() {
    replica.get(TranscriptRemoval.class).removeOldRecordings();
  }

  private static void fill(JdbcClient jdbc) {
    for (String sql :
        new String[] {
          """
          insert into meetings (id, host_id, participant_ids, co_host_ids, title, language,
            translation_languages, start_at, closes_at, created_at, updated_at)
          select '01' || lpad(i::text, 24, '0'), :host, array_fill(:host, array[30]), '{}', 'Title',
            'en', '{}', now(), now(), now(), now() + i * interval '1 ms'
          from generate_series(1, 200) i
          """,
          """
          insert into recordings (message_id, owner_id, session_id, meeting_id, epoch, created_at,
            active_at)
          select '02' || lpad(substr(m.id, 24), 21, '0') || lpad(n::text, 3, '0'), :host, m.id, m.id,
            1, now(), now()
          from meetings m, generate_series(0, 9) n
          """,
          """
          insert into live_chunks
          select '03' || substr(r.message_id, 7) || lpad(n::text, 4, '0'), r.meeting_id,
            r.message_id, :host, r.session_id, '0', 'A text of some length, as people speak, ' || n,
            n % 20 <> 0, 'en', n * 1000, n * 1000 + 900, now(), now() + n * interval '1 ms'
          from recordings r, generate_series(1, 100) n
          """,
          """
          insert into utterances
          select id, meeting_id, message_id, owner_id, session_id, speaker, text, null, 0.9,
            language, start_ms, end_ms, false, created_at + start_ms * interval '1 ms', created_at,
            updated_at
          from live_chunks
          """,
          "insert into commit_clock select id, now() from meetings",
          "insert into commit_clock select i::text, now() from generate_series(1, 5000) i",
          "analyze"
        }) {
      jdbc.sql(sql).param("host", HOST.value()).update();
    }
  }
}
