package ai.bizcrush.extapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CommitClockTests {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000001Z");

  private JdbcClient jdbc;
  private TransactionTemplate transaction;

  @BeforeEach
  void create() {
    var source = TestDatabase.create().dataSource();
    jdbc = JdbcClient.create(source);
    transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    jdbc.sql("create table stamped (writer int, scope text, at timestamptz)").update();
  }

  private CommitClock at(Instant now) {
    return new CommitClock(jdbc, Clock.fixed(now, ZoneOffset.UTC));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  @Test
  void theFirstTimeIsNow() {
    assertThat(inTransaction(() -> at(NOON).next("a"))).isEqualTo(NOON);
  }

  @Test
  void timesGoOnWhereTheClockStandsStillOrStepsBack() {
    inTransaction(() -> at(NOON).next("a", 5));

    Instant still = inTransaction(() -> at(NOON).next("a", 2));
    Instant back = inTransaction(() -> at(NOON.minusSeconds(60)).next("a"));
    Instant later = inTransaction(() -> at(NOON.plusSeconds(60)).next("a"));

    assertThat(still).isEqualTo(NOON.plusMillis(5));
    assertThat(back).isEqualTo(NOON.plusMillis(7));
    assertThat(later).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void scopesKnowNothingOfEachOther() {
    inTransaction(() -> at(NOON).next("a", 3));

    var firsts = inTransaction(() -> at(NOON).next(Map.of("a", 2, "b", 4)));

    assertThat(firsts).isEqualTo(Map.of("a", NOON.plusMillis(3), "b", NOON));
    assertThat(inTransaction(() -> at(NOON).next("b"))).isEqualTo(NOON.plusMillis(4));
  }

  @Test
  void whatWasRolledBackTookNoTime() {
    transaction.executeWithoutResult(
        status -> {
          at(NOON).next("a", 10);
          status.setRollbackOnly();
        });

    assertThat(inTransaction(() -> at(NOON).next("a"))).isEqualTo(NOON);
  }

  @Test
  void aForgottenScopeIsGone() {
    inTransaction(() -> at(NOON).next("a"));

    transaction.executeWithoutResult(status -> at(NOON).forget("a"));

    assertThat(jdbc.sql("select count(*) from commit_clock").query(Long.class).single()).isZero();
  }

  @Test
  void itIsUsedInsideATransactionAlone() {
    assertThatThrownBy(() -> at(NOON).next("a")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> at(NOON).forget("a")).isInstanceOf(IllegalStateException.class);
  }

  /** Writers whose clocks are up to 50 ms apart, each with several scopes in random order. */
  @Test
  void aReaderNeverSeesATimeBelowOneItHasSeen() throws Exception {
    int writers = 6;
    int rounds = 60;
    var writing = new AtomicBoolean(true);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int w = 0; w < writers; w++) {
        int writer = w;
        all.add(threads.submit(() -> write(writer, rounds)));
      }
      Future<Map<String, List<Instant>>> walked = threads.submit(() -> walk(writing));
      for (Future<?> each : all) {
        each.get();
      }
      writing.set(false);

      for (var scope : walked.get().entrySet()) {
        assertThat(scope.getValue()).isEqualTo(stored(scope.getKey())).doesNotHaveDuplicates();
      }
      assertThat(walked.get()).hasSize(3);
    }
  }

  private void write(int writer, int rounds) {
    var random = ThreadLocalRandom.current();
    for (int round = 0; round < rounds; round++) {
      var clock = at(Instant.now().plusNanos(random.nextLong(50_000) * 1000));
      Map<String, Integer> counts =
          random.nextBoolean()
              ? Map.of("a", 1 + random.nextInt(3), "b", 1, "c", 2)
              : Map.of("c", 1, "a", 2);
      transaction.executeWithoutResult(
          status ->
              clock
                  .next(counts)
                  .forEach(
                      (scope, first) -> {
                        for (int i = 0; i < Objects.requireNonNull(counts.get(scope)); i++) {
                          jdbc.sql("insert into stamped values (?, ?, ?)")
                              .params(
                                  writer,
                                  scope,
                                  first
                                      .plus(CommitClock.STEP.multipliedBy(i))
                                      .atOffset(ZoneOffset.UTC))
                              .update();
                        }
                      }));
    }
  }

  /** Reads page by page what is newer than the last row, as a client does. */
  private Map<String, List<Instant>> walk(AtomicBoolean writing) {
    var seen = new HashMap<String, List<Instant>>();
    boolean last;
    do {
      last = !writing.get();
      for (String scope : List.of("a", "b", "c")) {
        var rows = seen.computeIfAbsent(scope, s -> new ArrayList<>());
        rows.addAll(after(scope, rows.isEmpty() ? Instant.EPOCH : rows.getLast()));
      }
    } while (!last);
    return seen;
  }

  private List<Instant> stored(String scope) {
    return after(scope, Instant.EPOCH);
  }

  private List<Instant> after(String scope, Instant time) {
    return jdbc.sql("select at from stamped where scope = ? and at > ? order by at")
        .params(scope, time.atOffset(ZoneOffset.UTC))
        .query((row, index) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .list();
  }
}
