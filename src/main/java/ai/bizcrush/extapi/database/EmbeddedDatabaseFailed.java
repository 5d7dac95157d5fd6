package ai.bizcrush.extapi.database;

import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL cannot run; the message tells the operator why and what to do. */
class EmbeddedDatabaseFailed extends RuntimeException {

  EmbeddedDatabaseFailed(String message) {
    this(message, null);
  }

  EmbeddedDatabaseFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
