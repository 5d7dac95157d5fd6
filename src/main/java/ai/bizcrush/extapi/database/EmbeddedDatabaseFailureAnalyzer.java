package ai.bizcrush.extapi.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the reason instead of a stack trace when the service cannot start for it. */
class EmbeddedDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedDatabaseFailed> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedDatabaseFailed cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Remove the cause, choose another extapi.data-dir, or set spring.datasource.url to use a"
            + " PostgreSQL server of your own.",
        cause);
  }
}
