package ai.bizcrush.extapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** What callers see when PostgreSQL is away or slow, through the pool and in a transaction. */
class DatabaseAwayTests {

  private static final int POOL = 4;

  private static Path dataDir;
  private static ConfigurableApplicationContext context;
  private static JdbcClient jdbc;
  private static TransactionTemplate transaction;
  private static ExecutorService threads;

  static class NothingMore {}

  @BeforeAll
  static void start() throws IOException {
    dataDir = TestPostgres.dataDir();
    context =
        TestDatabaseContext.run(
            dataDir,
            NothingMore.class,
            "--spring.datasource.hikari.maximum-pool-size=" + POOL,
            "--spring.datasource.hikari.connection-timeout=300",
            "--spring.datasource.hikari.data-source-properties.socketTimeout=2",
            "--spring.datasource.hikari.data-source-properties.options="
                + "-c statement_timeout=1s -c lock_timeout=100ms");
    jdbc = context.getBean(JdbcClient.class);
    transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterAll
  static void stop() throws IOException {
    threads.close();
    context.close();
    TestPostgres.remove(dataDir);
  }

  @AfterEach
  void thaw() throws IOException {
    signalAll("CONT");
  }

  private static void query() {
    jdbc.sql("SELECT 1").query(Integer.class).single();
  }

  private static void queryInTransaction() {
    transaction.executeWithoutResult(status -> query());
  }

  private static void signalAll(String signal) throws IOException {
    TestPostgres.processes(dataDir).forEach(pid -> PostgresProcesses.signal(pid, signal));
  }

  private static void awaitBack() {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> catchThrowable(DatabaseAwayTests::queryInTransaction) == null);
  }

  @Test
  void aKillInFlightIsAResourceFailure() throws Exception {
    Runnable sleep = () -> jdbc.sql("SELECT pg_sleep(0.9)").query().singleRow();
    Future<Throwable> alone = threads.submit(() -> catchThrowable(sleep::run));
    Future<Throwable> inTransaction =
        threads.submit(
            () -> catchThrowable(() -> transaction.executeWithoutResult(status -> sleep.run())));
    await().pollInterval(Duration.ofMillis(20)).until(() -> sleeping() == 2);

    signalAll("KILL");

    assertThat(alone.get()).isInstanceOf(DataAccessResourceFailureException.class);
    assertThat(inTransaction.get()).isInstanceOf(TransactionSystemException.class);
    awaitBack();
  }

  private static int sleeping() {
    return jdbc.sql(
            """
            SELECT count(*) FROM pg_stat_activity
             WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'
            """)
        .query(Integer.class)
        .single();
  }

  @Test
  void aServerThatTakesNoConnectionsIsAFailureToGetOne() throws Exception {
    long postmaster = TestPostgres.postmaster(dataDir);

    PostgresProcesses.signal(postmaster, "STOP");
    TestPostgres.processes(dataDir).stream()
        .filter(pid -> pid != postmaster)
        .forEach(pid -> PostgresProcesses.signal(pid, "KILL"));

    // not the first one: the pool trusts a connection that was in use a moment ago
    await()
        .untilAsserted(
            () ->
                assertThat(catchThrowable(DatabaseAwayTests::query))
                    .isInstanceOf(CannotGetJdbcConnectionException.class));
    assertThat(catchThrowable(DatabaseAwayTests::queryInTransaction))
        .isInstanceOf(CannotCreateTransactionException.class);
    PostgresProcesses.signal(postmaster, "CONT");
    awaitBack();
  }

  @Test
  void aFrozenServerHoldsAPoolOfCallersAndTurnsTheOthersAway() throws Exception {
    signalAll("STOP");
    List<Future<Throwable>> callers =
        Stream.generate(() -> threads.submit(() -> catchThrowable(DatabaseAwayTests::query)))
            .limit(3 * POOL)
            .toList();

    for (Future<Throwable> caller : callers) {
      // the first is about a connection, and is a case of the second, which is about a statement
      assertThat(caller.get()).isInstanceOf(DataAccessResourceFailureException.class);
    }
    assertThat(callers)
        .filteredOn(caller -> caller.resultNow() instanceof CannotGetJdbcConnectionException)
        .hasSizeGreaterThanOrEqualTo(2 * POOL);
    signalAll("CONT");
    awaitBack();
  }

  @Test
  void aSlowStatementIsATimeout() {
    Throwable slow = catchThrowable(() -> jdbc.sql("SELECT pg_sleep(10)").query().singleRow());

    assertThat(slow).isInstanceOf(QueryTimeoutException.class);
  }

  @Test
  void aLongWaitForALockIsAFailureToGetIt() {
    jdbc.sql("CREATE TABLE locked AS SELECT 1 AS id").update();

    Throwable waited =
        transaction.execute(
            status -> {
              jdbc.sql("UPDATE locked SET id = 2").update();
              return inOtherTransaction("UPDATE locked SET id = 3");
            });

    assertThat(waited).isInstanceOf(CannotAcquireLockException.class);
  }

  private static Throwable inOtherTransaction(String sql) {
    try {
      return threads.submit(() -> catchThrowable(() -> jdbc.sql(sql).update())).get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
