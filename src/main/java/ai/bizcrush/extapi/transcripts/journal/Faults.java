package ai.bizcrush.extapi.transcripts.journal;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Which failures pass by themselves. */
final class Faults {

  /**
   * Connection, resources, an operator's or a time limit's intervention, a transaction that lost, a
   * wait for a lock, the server's own system, a server that has become a standby.
   */
  private static final List<String> PASSING =
      List.of("08", "53", "57", "40", "55P03", "58", "25006");

  private Faults() {}

  /** Whether the same work may succeed a moment later. */
  static boolean passes(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CannotCreateTransactionException
          || t instanceof TransactionSystemException // the connection is gone: no roll-back either
          || t instanceof SQLTransientException
          || t instanceof SQLRecoverableException
          || (t instanceof SQLException sql && passes(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean passes(@Nullable String state) {
    return state != null && PASSING.stream().anyMatch(state::startsWith);
  }

  /** Which failure it is, and where: its message may quote what was said. */
  static String where(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  /** The state of the statement that failed, for logs. */
  static String state(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return failure.getClass().getName();
  }
}
