package ai.bizcrush.extapi.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
    properties = {"db-scheduler.heartbeat-interval=250ms", "db-scheduler.polling-interval=100ms"})
@DirtiesContext // its scheduler is a busy one
class JobTests {

  private static final TaskDescriptor<Note> GREET = TaskDescriptor.of("test.greet", Note.class);
  private static final TaskDescriptor<Note> POISON = TaskDescriptor.of("test.poison", Note.class);

  record Note(String text, Instant at) {}

  private static final BlockingQueue<Note> greeted = new LinkedBlockingQueue<>();
  private static final BlockingQueue<String> attempted = new LinkedBlockingQueue<>();
  private static final BlockingQueue<String> parked = new LinkedBlockingQueue<>();

  @TestConfiguration
  static class Jobs {

    @Bean
    Task<Note> greet(JobRetries retries) {
      return Tasks.oneTime(GREET)
          .onFailure(retries.standard())
          .onDeadExecution(retries.standard())
          .execute((job, context) -> greeted.add(job.getData()));
    }

    @Bean
    Task<Note> poison(JobRetries retries) {
      var twice = List.of(Duration.ofMillis(100), Duration.ofMillis(200));
      var policy = retries.<Note>after(twice, job -> parked.add(job.getId()));
      return Tasks.oneTime(POISON)
          .onFailure(policy)
          .onDeadExecution(policy)
          .execute(
              (job, context) -> {
                attempted.add(job.getId());
                throw new IllegalStateException("poison");
              });
    }
  }

  @Autowired private Scheduler scheduler;
  @Autowired private JdbcClient jdbc;

  private static final Note NOTE = new Note("안녕", Instant.parse("2026-11-21T00:00:00.123456Z"));

  @Test
  void aJobThatIsScheduledTwiceRunsOnceWithItsData() throws Exception {
    var job = GREET.instance("once").data(NOTE);

    scheduler.pause();
    scheduler.scheduleIfNotExists(job.scheduledTo(Instant.now()));
    scheduler.scheduleIfNotExists(job.scheduledTo(Instant.now()));
    assertThat(storedData("once")).contains("안녕").startsWith("{");
    scheduler.resume();

    assertThat(greeted.poll(10, TimeUnit.SECONDS)).isEqualTo(NOTE);
    await().until(() -> jobs("once") == 0);
    assertThat(greeted).isEmpty();
  }

  private String storedData(String id) {
    return jdbc.sql(
            "SELECT convert_from(task_data, 'UTF8') FROM scheduled_tasks WHERE task_instance = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private int jobs(String id) {
    return jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_instance = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  @Test
  void aJobExistsOnlyIfItsTransactionCommits(@Autowired PlatformTransactionManager transactions) {
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              scheduler.scheduleIfNotExists(
                  GREET.instance("rolled-back").data(NOTE).scheduledTo(Instant.now()));
              status.setRollbackOnly();
            });

    assertThat(jobs("rolled-back")).isZero();
  }

  @Test
  void aPoisonJobIsParkedAfterItsLastAttempt(@Autowired MeterRegistry meters) throws Exception {
    scheduler.scheduleIfNotExists(POISON.instance("bitter").data(NOTE).scheduledTo(Instant.now()));

    assertThat(parked.poll(10, TimeUnit.SECONDS)).isEqualTo("bitter");
    await().until(() -> dueParked("bitter"));
    assertThat(attempted).hasSize(3);
    assertThat(meters.get("extapi.jobs.parked").tag("task", "test.poison").counter().count())
        .isEqualTo(1);
    assertThat(meters.find("dbscheduler_task_last_run_duration").meters()).isNotEmpty();
  }

  private boolean dueParked(String id) {
    return jdbc.sql(
            """
            SELECT count(*) = 1 FROM scheduled_tasks
             WHERE task_instance = ? AND execution_time = ? AND NOT picked
            """)
        .param(id)
        .param(Timestamp.from(JobRetries.PARKED))
        .query(Boolean.class)
        .single();
  }

  /** Another replica, which takes the job and does not finish it. */
  static class Replica {

    public static void main(String[] database) {
      var source = new DriverManagerDataSource(database[0], database[1], database[2]);
      Task<Note> task =
          Tasks.oneTime(GREET)
              .execute(
                  (job, context) -> {
                    System.out.println("taken");
                    never();
                  });
      var scheduler =
          Scheduler.create(source, List.of(task))
              .serializer(new Jackson3Serializer())
              .heartbeatInterval(Duration.ofMillis(250))
              .pollingInterval(Duration.ofMillis(50))
              .build();
      scheduler.scheduleIfNotExists(GREET.instance("taken").data(NOTE).scheduledTo(Instant.now()));
      scheduler.start();
      never();
    }

    private static void never() {
      while (true) {
        LockSupport.park();
      }
    }
  }

  @Test
  void aJobOfAKilledReplicaRunsOnAnother(@Autowired JdbcConnectionDetails database)
      throws Exception {
    scheduler.pause();
    Process replica =
        TestPostgres.jvm(
                Replica.class,
                database.getJdbcUrl(),
                requireNonNull(database.getUsername()),
                requireNonNull(database.getPassword()))
            .start();
    try (var output = replica.inputReader(UTF_8)) {
      assertThat(output.lines().filter("taken"::equals).findFirst()).isPresent();
    } finally {
      replica.destroyForcibly().waitFor();
    }

    scheduler.resume();

    assertThat(greeted.poll(20, TimeUnit.SECONDS)).isEqualTo(NOTE);
    await().until(() -> jobs("taken") == 0);
  }
}
