package ai.bizcrush.extapi.transcription.live.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.media.live.PcmSink;
import ai.bizcrush.extapi.meetings.ReachableMeetings;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcription.live.DiskBudget;
import ai.bizcrush.extapi.transcription.live.GapRepairs.Audio;
import ai.bizcrush.extapi.transcription.live.GapRepairs.Gap;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import ai.bizcrush.extapi.transcripts.TranscriptStore;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;

@NullUnmarked // JUnit fills the fields in
class DurableGapRepairsTests {

  private static final byte[] PCM = new byte[3200];

  @TempDir private Path folder;
  private final DiskBudget budget = new DiskBudget(10_000);
  private AnnotationConfigApplicationContext context;
  private JdbcClient jdbc;
  private DurableGapRepairs repairs;

  /** Audio that is there when it is let go. */
  private static final class Held implements Audio {
    private final CountDownLatch free = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public long bytes() {
      return PCM.length;
    }

    @Override
    public boolean copyTo(PcmSink sink) {
      asked.countDown();
      try {
        if (!free.await(20, TimeUnit.SECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        return false;
      }
      sink.pcm(PCM, 0, PCM.length);
      return true;
    }
  }

  private static Audio audio() {
    var held = new Held();
    held.free.countDown();
    return held;
  }

  @BeforeEach
  void start() {
    var database = TestDatabase.create();
    var pool = new DriverManagerDataSource(database.url(), database.user(), database.password());
    context = new AnnotationConfigApplicationContext();
    context.setEnvironment(
        new MockEnvironment().withProperty("extapi.data-dir", folder.toString()));
    context.registerBean(DataSource.class, () -> pool);
    context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(pool));
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(pool));
    context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(pool));
    context.registerBean(Clock.class, Clock::systemUTC);
    context.registerBean(DiskBudget.class, () -> budget);
    context.registerBean(
        SchedulerClient.class,
        () ->
            SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(pool))
                .serializer(new Jackson3Serializer())
                .build());
    context.register(
        CommitClock.class,
        ReachableMeetings.class,
        TranscriptStore.class,
        GapFolder.class,
        DurableGapRepairs.class);
    context.refresh();
    jdbc = context.getBean(JdbcClient.class);
    repairs = context.getBean(DurableGapRepairs.class);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  private LiveRecording recording() {
    var recording = new LiveRecording(Ulids.next(), new UserId("0J56UlxXAS"), "standup", null, 1);
    jdbc.sql(
            """
            insert into recordings (message_id, owner_id, session_id, epoch, created_at, active_at)
            values (?, ?, ?, 1, now(), now())
            """)
        .params(recording.messageId(), recording.owner().value(), recording.sessionId())
        .update();
    return recording;
  }

  private CompletableFuture<Outcome> order(LiveRecording recording, Audio audio) {
    var outcome = new CompletableFuture<Outcome>();
    var request = new RecognitionRequest(LanguageHints.AUTOMATIC, false, List.of());
    var gap = new Gap(recording, request, "key", 0, 0, 30_000);
    repairs.order(gap, audio, Runnable::run, outcome::complete);
    return outcome;
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder.resolve("gaps"))) {
      return files.toList();
    }
  }

  private long jobs() {
    return jdbc.sql("select count(*) from scheduled_tasks").query(Long.class).single();
  }

  @Test
  void aGapIsKeptNotedAndOrdered() throws Exception {
    LiveRecording recording = recording();

    assertThat(order(recording, audio()).get(10, TimeUnit.SECONDS)).isEqualTo(Outcome.COMMITTED);

    assertThat(files()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(PCM));
    assertThat(jobs()).isEqualTo(1);
    assertThat(budget.used()).isEqualTo(PCM.length);
    assertThat(jdbc.sql("select gap_end_ms from recordings").query(Long.class).single())
        .isEqualTo(30_000);
  }

  @Test
  void whoWasReplacedOrdersNothing() throws Exception {
    LiveRecording recording = recording();
    jdbc.sql("update recordings set epoch = 2").update();

    assertThat(order(recording, audio()).get(10, TimeUnit.SECONDS)).isEqualTo(Outcome.REPLACED);

    assertThat(files()).isEmpty();
    assertThat(jobs()).isZero();
    assertThat(budget.used()).isZero();
  }

  @Test
  void aStopWaitsForWhatIsBeingKept() throws Exception {
    var audio = new Held();
    var outcome = order(recording(), audio);
    assertThat(audio.asked.await(10, TimeUnit.SECONDS)).isTrue();

    Thread stopping = Thread.ofPlatform().daemon().start(repairs::stop);
    await().until(() -> !repairs.isRunning());
    assertThat(stopping.isAlive()).isTrue();
    audio.free.countDown();
    stopping.join(10_000);

    assertThat(stopping.isAlive()).isFalse();
    assertThat(outcome).isCompletedWithValue(Outcome.COMMITTED);
    assertThat(order(recording(), audio())).isCompletedWithValue(Outcome.UNAVAILABLE);
  }

  @Test
  void whatIsOnTheDiskCountsUntilItIsForgotten() throws Exception {
    var gaps = context.getBean(GapFolder.class);
    gaps.keep("one", audio());
    gaps.keep("two", audio());
    var restarted = new DiskBudget(10_000);

    new GapFolder(context.getEnvironment(), restarted, Clock.systemUTC());
    gaps.keep("three", audio());

    assertThat(restarted.used()).isEqualTo(2L * PCM.length);
    assertThatThrownBy(() -> gaps.keep("four", audio())).isInstanceOf(IOException.class);
    gaps.forget("one");
    assertThat(gaps.keep("four", audio())).isTrue();
    assertThat(budget.used()).isEqualTo(3L * PCM.length);
  }
}
