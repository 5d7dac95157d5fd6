package ai.bizcrush.extapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedDatabaseTests {

  private static Path dataDir;
  private static EmbeddedDatabase database;

  @BeforeAll
  static void start() throws IOException {
    dataDir = TestPostgres.dataDir();
    database = EmbeddedDatabase.start(dataDir, 0, Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    TestPostgres.remove(dataDir);
  }

  private static JdbcClient jdbc() {
    return TestPostgres.jdbc(database);
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "server_encoding, UTF8",
    "log_min_messages, log",
    "is_superuser, off"
  })
  void aSettingIsAsPromised(String setting, String value) {
    var actual =
        jdbc().sql("SELECT current_setting(?)").param(setting).query(String.class).single();

    assertThat(actual).isEqualTo(value);
  }

  @Test
  void textIsOrderedByCodePoint() {
    var ordered =
        jdbc()
            .sql("SELECT * FROM (VALUES ('é'), ('a'), ('Z'), ('가')) AS t (x) ORDER BY x")
            .query(String.class)
            .list();

    assertThat(ordered).containsExactly("Z", "a", "é", "가");
  }

  @Test
  void onlyTheLoopbackAddressIsListenedOn() {
    var superuser =
        JdbcClient.create(
            new DriverManagerDataSource(
                database.url("postgres"), EmbeddedDatabase.SUPERUSER, database.password()));

    var listening =
        superuser
            .sql(
                """
                SELECT current_setting('listen_addresses')
                       || current_setting('unix_socket_directories')
                """)
            .query(String.class)
            .single();

    assertThat(listening).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({"extapi, ''", "extapi, wrong", "postgres, ''", "postgres, wrong"})
  void nobodyConnectsWithoutThePassword(String user, String password) {
    assertThatThrownBy(
            () -> DriverManager.getConnection(database.url("postgres"), user, password).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password");
  }

  @Test
  void filesAreClosedToOtherUsers() throws IOException {
    Path directory = dataDir.resolve("pg18");

    assertThat(mode(directory)).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("password"))).isEqualTo("rw-------");
    assertThat(mode(directory.resolve("lock"))).isEqualTo("rw-------");
    assertThat(mode(directory.resolve("cluster"))).isEqualTo("rwx------");
    try (var programs = Files.newDirectoryStream(directory, "server-*")) {
      for (Path program : programs) {
        assertThat(mode(program)).isEqualTo("rwx------");
      }
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aSecondInstanceIsRefusedAndTheFirstServesOn() throws IOException {
    long postmaster = TestPostgres.postmaster(dataDir);

    assertThatThrownBy(() -> EmbeddedDatabase.start(dataDir, 0, Map.of()))
        .isInstanceOf(EmbeddedDatabaseFailed.class)
        .hasMessageContaining("in use by another instance");

    assertThat(TestPostgres.postmaster(dataDir)).isEqualTo(postmaster);
    assertThat(jdbc().sql("SELECT 1").query(Integer.class).single()).isOne();
  }

  @Test
  void aPostmasterThatIsKilledComesBackOnTheSamePortWithAllData() throws IOException {
    var jdbc = jdbc();
    jdbc.sql("CREATE TABLE kept AS SELECT 'committed' AS row").update();
    List<Long> killed = TestPostgres.processes(dataDir);

    // Suspended, the others cannot see that their postmaster is gone, and live on.
    killed.forEach(pid -> PostgresProcesses.signal(pid, "STOP"));
    PostgresProcesses.signal(TestPostgres.postmaster(dataDir), "KILL");

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () ->
                jdbc.sql("SELECT row FROM kept").query(String.class).single().equals("committed"));
    assertThat(TestPostgres.processes(dataDir)).isNotEmpty().doesNotContainAnyElementsOf(killed);
  }

  @Test
  void aDataDirectoryOfAnotherVersionIsRefused() throws IOException {
    Path older = TestPostgres.dataDir();
    Files.move(older.resolve("pg18"), older.resolve("pg17"));

    assertThatThrownBy(() -> EmbeddedDatabase.start(older, 0, Map.of()))
        .isInstanceOf(EmbeddedDatabaseFailed.class)
        .hasMessageContaining("pg_dump");

    assertThat(older).isDirectoryNotContaining("glob:**/pg18");
    TestPostgres.remove(older);
  }

  @Test
  void aDataDirectoryThatCannotBeWrittenIsNamed() throws IOException {
    Path parent = TestPostgres.dataDir();
    Path file = Files.createFile(parent.resolve("a-file"));

    assertThatThrownBy(() -> EmbeddedDatabase.start(file, 0, Map.of()))
        .isInstanceOf(EmbeddedDatabaseFailed.class)
        .hasMessageContaining(file.toString());

    TestPostgres.remove(parent);
  }
}
