package ai.bizcrush.extapi.database;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Gives failed statements their Spring exceptions. */
@Configuration(proxyBeanMethods = false)
class StatementConfiguration {

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Spring does not know the state of a wait for a lock that took too long. */
  @Bean
  SQLExceptionTranslator sqlExceptionTranslator() {
    var translator = new SQLExceptionSubclassTranslator();
    translator.setCustomTranslator(
        (task, sql, failure) ->
            LOCK_NOT_AVAILABLE.equals(failure.getSQLState())
                ? new CannotAcquireLockException(task + ": waited too long for a lock", failure)
                : null);
    return translator;
  }
}
