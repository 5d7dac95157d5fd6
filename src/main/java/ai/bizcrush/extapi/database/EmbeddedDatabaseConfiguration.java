package ai.bizcrush.extapi.database;

import java.util.Map;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Starts the embedded PostgreSQL when no data source is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabaseConfiguration.NoDataSource.class)
class EmbeddedDatabaseConfiguration {

  /** Closed after everything that depends on it: the pool, and what depends on that. */
  @Bean
  EmbeddedDatabase embeddedDatabase(EmbeddedDatabaseSettings settings) {
    return EmbeddedDatabase.start(settings.dataDir(), settings.database().port(), Map.of());
  }

  @Bean
  JdbcConnectionDetails jdbcConnectionDetails(EmbeddedDatabase database) {
    return database.connectionDetails();
  }

  static class NoDataSource implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
    }
  }
}
