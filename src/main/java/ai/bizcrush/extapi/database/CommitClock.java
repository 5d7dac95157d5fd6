package ai.bizcrush.extapi.database;

import static java.time.ZoneOffset.UTC;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives rows the {@code updated_at} by which clients page. Within a scope no time is given twice,
 * and times grow in the order in which transactions commit, on all replicas, also when a clock
 * steps back: whoever has seen a row has seen every row with a smaller time. Two times of a scope
 * are at least {@link #STEP} apart, so that a client who cuts them to milliseconds can still tell
 * them from each other. A scope that is given more than one a millisecond is ahead of the clock.
 *
 * <p>A scope is the id of a meeting for all that hangs on it, or a name for a list of its own.
 * Between the first call and the end of the transaction the scope is locked: take times last,
 * shortly before the commit, and the times of all scopes by one call. Whoever needs the scope and
 * rows that others lock beside it locks the rows first; those of recordings and of their chunks,
 * which nobody else locks beside it, the journal of live streams locks after it.
 *
 * <p>Every method blocks and must be called inside a transaction.
 */
@Component
public class CommitClock {

  /** From one time of a scope to the next that is taken with it. */
  public static final Duration STEP = Duration.ofMillis(1);

  /** The same, as PostgreSQL counts. */
  public static final long STEP_MICROS = TimeUnit.NANOSECONDS.toMicros(STEP.toNanos());

  private final JdbcClient jdbc;
  private final Clock clock;

  CommitClock(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The next time of the scope. */
  public Instant next(String scope) {
    return next(scope, 1);
  }

  /**
   * The next times of the scope.
   *
   * @param count how many, at least 1
   * @return the first; each further one is a {@link #STEP} later
   */
  public Instant next(String scope, int count) {
    return Objects.requireNonNull(next(Map.of(scope, count)).get(scope));
  }

  /**
   * The next times of many scopes, which are locked in one order by everybody.
   *
   * @param counts how many times of each scope, at least 1
   * @return the first time of each scope; each further one is a {@link #STEP} later
   */
  public Map<String, Instant> next(Map<String, Integer> counts) {
    requireTransaction();
    List<String> scopes = List.copyOf(counts.keySet());
    var firsts = new HashMap<String, Instant>();
    jdbc.sql(
            """
            insert into commit_clock as known (scope, last)
            select scope, :now + (count - 1) * :step * interval '1 microsecond'
            from unnest(:scopes::text[], :counts::int[]) as asked (scope, count)
            order by scope collate "C"
            on conflict (scope) do update
            set last = greatest(known.last + :step * interval '1 microsecond', :now)
              + (excluded.last - :now)
            returning scope, last
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("step", STEP_MICROS)
        .param("scopes", scopes.toArray(String[]::new))
        .param("counts", scopes.stream().map(counts::get).toArray(Integer[]::new))
        .query(
            row -> {
              String scope = row.getString(1);
              Instant last = row.getObject(2, OffsetDateTime.class).toInstant();
              int further = Objects.requireNonNull(counts.get(scope)) - 1;
              firsts.put(scope, last.minus(STEP.multipliedBy(further)));
            });
    return firsts;
  }

  /** Forgets a scope whose rows are gone and to which none will be added. */
  public void forget(String scope) {
    requireTransaction();
    jdbc.sql("delete from commit_clock where scope = ?").param(scope).update();
  }

  private static void requireTransaction() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("not in a transaction");
    }
  }
}
