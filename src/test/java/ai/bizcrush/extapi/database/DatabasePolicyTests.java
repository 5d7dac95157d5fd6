package ai.bizcrush.extapi.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class DatabasePolicyTests {

  @Autowired private JdbcClient jdbc;

  @ParameterizedTest
  @CsvSource({
    "statement_timeout, 5s",
    "lock_timeout, 2s",
    "synchronous_commit, on", // off by default on the embedded server of the tests
    "idle_in_transaction_session_timeout, 1min",
    "application_name, extapi",
    "timezone, UTC"
  })
  void aConnectionOfThePoolHasItsLimits(String setting, String value) {
    assertThat(show(jdbc, setting)).isEqualTo(value);
  }

  @Test
  void aRequestWaitsOneSecondForAConnection(@Autowired HikariDataSource pool) {
    assertThat(pool.getConnectionTimeout()).isEqualTo(1000);
    assertThat(pool.getMaximumPoolSize()).isBetween(10, 20);
  }

  @Test
  void migrationsTakeTheirTime(@Autowired Flyway flyway) {
    var migrating = JdbcClient.create(flyway.getConfiguration().getDataSource());

    assertThat(show(migrating, "statement_timeout")).isEqualTo("0");
    assertThat(show(migrating, "lock_timeout")).isEqualTo("0");
  }

  private static String show(JdbcClient client, String setting) {
    return client.sql("SHOW " + setting).query(String.class).single();
  }
}
