package ai.bizcrush.extapi.database;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs idempotent work in a transaction, up to three times when it loses against another one. */
@Component
public class TransactionRetries {

  private static final int ATTEMPTS = 3;
  private static final long PAUSE_MILLIS = 50;

  /** Serialization failure and deadlock: nothing was done, and it may succeed next time. */
  private static final Set<String> LOST = Set.of("40001", "40P01");

  private final TransactionTemplate transaction;

  TransactionRetries(PlatformTransactionManager transactions) {
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Runs the work and commits it.
   *
   * @param work has no effect but on the database: it may be rolled back and run again
   * @return what the attempt that was committed returned
   * @throws DataAccessException of the third lost attempt, or at once of any other failure
   * @throws IllegalStateException inside a transaction, which only its owner can run again
   */
  public <T extends @Nullable Object> T execute(Supplier<T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("already in a transaction");
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.execute(status -> work.get());
      } catch (DataAccessException e) {
        if (attempt == ATTEMPTS || !isLost(e)) {
          throw e;
        }
        pause(attempt, e);
      }
    }
  }

  private static boolean isLost(DataAccessException e) {
    return e.getMostSpecificCause() instanceof SQLException sql
        && sql.getSQLState() != null
        && LOST.contains(sql.getSQLState());
  }

  /** A random while, so that two that met do not meet again. */
  private static void pause(int attempt, DataAccessException failure) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
