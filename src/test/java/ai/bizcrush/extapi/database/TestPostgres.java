package ai.bizcrush.extapi.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** Data directories for tests of the embedded PostgreSQL itself, and its processes. */
class TestPostgres {

  /** Safe against the end of processes, not of the machine. */
  static final Map<String, String> FAST = Map.of("fsync", "off", "full_page_writes", "off");

  private TestPostgres() {}

  /** A new data directory, which has PostgreSQL's programs already: unpacking takes its time. */
  static Path dataDir() throws IOException {
    Path target = Files.createDirectories(Path.of("target/postgres").toAbsolutePath());
    Path programs = PostgresBinaries.unpackInto(target).directory();
    Path dataDir = Files.createTempDirectory(target, "data-");
    Path directory = Files.createDirectory(dataDir.resolve("pg18"));
    Files.createSymbolicLink(directory.resolve(programs.getFileName()), programs);
    return dataDir;
  }

  static void remove(Path dataDir) throws IOException {
    FileSystemUtils.deleteRecursively(dataDir);
  }

  static JdbcClient jdbc(EmbeddedDatabase database) {
    return JdbcClient.create(
        new DriverManagerDataSource(
            database.url(EmbeddedDatabase.NAME), EmbeddedDatabase.NAME, database.password()));
  }

  static List<Long> processes(Path dataDir) throws IOException {
    return new PostgresProcesses(clusterName(dataDir)).find();
  }

  private static String clusterName(Path dataDir) throws IOException {
    Path cluster = cluster(dataDir);
    return PostgresDirectory.clusterName(cluster);
  }

  static Path cluster(Path dataDir) {
    return dataDir.resolve("pg18/cluster");
  }

  static long postmaster(Path dataDir) throws IOException {
    return Long.parseLong(
        Files.readAllLines(cluster(dataDir).resolve("postmaster.pid")).getFirst().strip());
  }

  /** A JVM with the class path of this one that runs a main class; its errors go to ours. */
  static ProcessBuilder jvm(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
