package ai.bizcrush.extapi.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded database over the lives and deaths of the service. */
class EmbeddedDatabaseRestartTests {

  private Path dataDir;

  @BeforeEach
  void create() throws IOException {
    dataDir = TestPostgres.dataDir();
  }

  @AfterEach
  void remove() throws IOException {
    assertThat(TestPostgres.processes(dataDir)).isEmpty();
    TestPostgres.remove(dataDir);
  }

  /** A service that writes: prints each number once it is committed. */
  static class Writer {

    public static void main(String[] arguments) {
      var jdbc =
          TestPostgres.jdbc(EmbeddedDatabase.start(Path.of(arguments[0]), 0, TestPostgres.FAST));
      jdbc.sql("CREATE TABLE numbers (n int)").update();
      for (int n = 1; ; n++) {
        jdbc.sql("INSERT INTO numbers VALUES (?)").param(n).update();
        System.out.println("committed " + n);
      }
    }
  }

  /**
   * @param tools without {@code setpriv}, PostgreSQL outlives the service and goes on until the
   *     next start
   */
  @ParameterizedTest
  @ValueSource(strings = {"unshare true sh setsid setpriv", "unshare true sh"})
  void whatAKilledServiceCommittedIsThereAfterTheNextStart(String tools) throws Exception {
    ProcessBuilder jvm = TestPostgres.jvm(Writer.class, dataDir.toString());
    jvm.environment().put("PATH", path(tools.split(" ")).toString());
    Process service = jvm.start();

    int committed = numberCommitted(service, 50);
    assertThatThrownBy(() -> EmbeddedDatabase.start(dataDir, 0, TestPostgres.FAST))
        .hasMessageContaining("in use by another instance");
    service.toHandle().destroyForcibly(); // unlike the process, it leaves the output readable
    committed = Math.max(committed, lastCommitted(service));

    try (var database = EmbeddedDatabase.start(dataDir, 0, TestPostgres.FAST)) {
      var rows =
          TestPostgres.jdbc(database)
              .sql("SELECT count(*) FROM numbers")
              .query(Integer.class)
              .single();
      assertThat(rows).isGreaterThanOrEqualTo(committed);
    }
  }

  private static int numberCommitted(Process service, int atLeast) throws IOException {
    BufferedReader lines = service.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("committed ") && number(line) >= atLeast) {
        return number(line);
      }
    }
    throw new AssertionError("the service ended by itself");
  }

  private static int lastCommitted(Process service) throws IOException {
    return service
        .inputReader(UTF_8)
        .lines()
        .filter(line -> line.matches("committed \\d+"))
        .mapToInt(EmbeddedDatabaseRestartTests::number)
        .max()
        .orElse(0);
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring("committed ".length()));
  }

  /** A search path with these programs alone. */
  private Path path(String... programs) throws IOException {
    Path path = Files.createDirectory(dataDir.resolve("path"));
    for (String program : programs) {
      for (String directory : List.of("/usr/bin", "/bin", "/usr/sbin")) {
        Path original = Path.of(directory, program);
        if (Files.isExecutable(original) && Files.notExists(path.resolve(program))) {
          Files.createSymbolicLink(path.resolve(program), original);
        }
      }
    }
    return path;
  }

  @Test
  void aStrangerWithTheProcessIdOfAnEarlierPostmasterIsLeftAlone() throws Exception {
    EmbeddedDatabase.start(dataDir, 0, TestPostgres.FAST).close();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    Files.writeString(
        TestPostgres.cluster(dataDir).resolve("postmaster.pid"),
        stranger.pid() + "\n" + TestPostgres.cluster(dataDir) + "\n");

    try (var database = EmbeddedDatabase.start(dataDir, 0, TestPostgres.FAST)) {
      assertThat(TestPostgres.jdbc(database).sql("SELECT 1").query(Integer.class).single()).isOne();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatAnInterruptedFirstStartLeftIsBegunAnew() throws Exception {
    Path unfinished = dataDir.resolve("pg18/cluster-unfinished");
    Files.createDirectory(unfinished);
    Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");

    try (var database = EmbeddedDatabase.start(dataDir, 0, TestPostgres.FAST)) {
      assertThat(TestPostgres.jdbc(database).sql("SELECT 1").query(Integer.class).single()).isOne();
    }

    assertThat(unfinished).doesNotExist();
  }
}
