package ai.bizcrush.extapi.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class TestDatabaseTests {

  @Test
  void aContextHasADatabaseOfItsOwn(@Autowired JdbcClient jdbc) {
    var other = JdbcClient.create(TestDatabase.create().dataSource());

    jdbc.sql("CREATE TABLE own (id int)").update();

    assertThat(tables(jdbc)).isOne();
    assertThat(tables(other)).isZero();
  }

  @Test
  void aDatabaseStoresTextAsUtf8() {
    var jdbc = JdbcClient.create(TestDatabase.create().dataSource());

    assertThat(jdbc.sql("SHOW server_encoding").query(String.class).single()).isEqualTo("UTF8");
  }

  private static int tables(JdbcClient jdbc) {
    return jdbc.sql("SELECT count(*) FROM pg_tables WHERE tablename = 'own'")
        .query(Integer.class)
        .single();
  }
}
