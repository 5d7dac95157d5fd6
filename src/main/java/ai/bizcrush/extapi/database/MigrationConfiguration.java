package ai.bizcrush.extapi.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Migrates over a connection of its own: the pool's are limited to short statements. {@code
 * spring.flyway.url}, {@code user} and {@code password} name another one.
 */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

  @Bean
  FlywayConnectionDetails flywayConnectionDetails(
      FlywayProperties flyway, JdbcConnectionDetails database) {
    return new FlywayConnectionDetails() {

      @Override
      public String getJdbcUrl() {
        return or(flyway.getUrl(), database.getJdbcUrl());
      }

      @Override
      public @Nullable String getUsername() {
        return flyway.getUser() != null ? flyway.getUser() : database.getUsername();
      }

      @Override
      public @Nullable String getPassword() {
        return flyway.getPassword() != null ? flyway.getPassword() : database.getPassword();
      }
    };
  }

  private static String or(@Nullable String preferred, String other) {
    return preferred != null ? preferred : other;
  }
}
