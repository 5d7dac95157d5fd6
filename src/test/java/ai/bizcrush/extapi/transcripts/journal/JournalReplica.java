package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.ReachableMeetings;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import ai.bizcrush.extapi.transcripts.TranscriptStore;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The journal alone, as one replica of several on one database, with a loop that it answers on. */
final class JournalReplica implements AutoCloseable {

  static final UserId OWNER = new UserId("0J56UlxXAS");

  final ExecutorService loop =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("loop").factory());
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final HikariDataSource pool;
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  private JournalReplica(TestDatabase database, DataSize memory) {
    pool = new HikariDataSource(likeTheService(database));
    context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(pool));
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(pool));
    context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(pool));
    context.registerBean(Clock.class, () -> Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000)));
    context.registerBean(JournalSettings.class, () -> new JournalSettings(memory));
    context.registerBean(SimpleMeterRegistry.class, () -> meters);
    context.register(
        CommitClock.class,
        ReachableMeetings.class,
        TranscriptStore.class,
        JournalTables.class,
        Journal.class);
    context.refresh();
  }

  private static HikariConfig likeTheService(TestDatabase database) {
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(4);
    config.setConnectionTimeout(1000);
    config.setValidationTimeout(500);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty(
        "options",
        "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=60s");
    config.addDataSourceProperty("socketTimeout", "8");
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return config;
  }

  static JournalReplica on(TestDatabase database) {
    return new JournalReplica(database, DataSize.ofMegabytes(32));
  }

  static JournalReplica on(TestDatabase database, DataSize memory) {
    return new JournalReplica(database, memory);
  }

  LiveJournal journal() {
    return context.getBean(LiveJournal.class);
  }

  TranscriptStore store() {
    return context.getBean(TranscriptStore.class);
  }

  void inTransaction(Runnable work) {
    new TransactionTemplate(context.getBean(JdbcTransactionManager.class))
        .executeWithoutResult(status -> work.run());
  }

  JdbcClient jdbc() {
    return context.getBean(JdbcClient.class);
  }

  MeetingId meeting() {
    return ReachableMeetings.insert(jdbc(), OWNER);
  }

  /** A recording that has begun. */
  LiveRecording begun(@Nullable MeetingId meeting) {
    return begun(meeting, null);
  }

  LiveRecording begun(@Nullable MeetingId meeting, byte @Nullable [] resumeKey) {
    var recording = new LiveRecording(Ulids.next(), OWNER, "standup", meeting, 1);
    Outcome outcome = begin(recording, resumeKey).join();
    if (outcome != Outcome.COMMITTED) {
      throw new AssertionError(outcome);
    }
    return recording;
  }

  CompletableFuture<Outcome> begin(LiveRecording recording, byte @Nullable [] resumeKey) {
    var outcome = new CompletableFuture<Outcome>();
    journal().begin(recording, resumeKey, loop, outcome::complete);
    return outcome;
  }

  CompletableFuture<Resumption> resume(UserId owner, byte[] key) {
    return resume(owner, key, Integer.MAX_VALUE);
  }

  CompletableFuture<Resumption> resume(UserId owner, byte[] key, int known) {
    var resumption = new CompletableFuture<Resumption>();
    journal().resume(owner, key, known, loop, resumption::complete);
    return resumption;
  }

  CompletableFuture<Outcome> check(LiveRecording recording) {
    var outcome = new CompletableFuture<Outcome>();
    journal().check(recording, loop, outcome::complete);
    return outcome;
  }

  CompletableFuture<Outcome> commit(LiveRecording recording, LiveChunk chunk) {
    return commit(recording, chunk, loop);
  }

  /** The number is that of the recording's finals, as they are handed over here. */
  CompletableFuture<Outcome> commit(LiveRecording recording, LiveChunk chunk, Executor loop) {
    int number = numbers.merge(recording.messageId(), 1, Integer::sum) - 1;
    return commit(recording, chunk, number, loop);
  }

  CompletableFuture<Outcome> commit(
      LiveRecording recording, LiveChunk chunk, int number, Executor loop) {
    var outcome = new CompletableFuture<Outcome>();
    journal().commit(recording, chunk, number, chunk.endMs(), loop, outcome::complete);
    return outcome;
  }

  static LiveChunk chunk(String text, long startMs) {
    return chunk(Ulids.next(), text, startMs);
  }

  static LiveChunk chunk(String id, String text, long startMs) {
    return new LiveChunk(id, text, "1", "en", startMs, startMs + 500, 0.9);
  }

  @Override
  public void close() {
    context.close();
    pool.close();
    loop.shutdownNow();
  }
}
