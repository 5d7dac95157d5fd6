package ai.bizcrush.extapi.database;

import java.io.IOException;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** A migrated PostgreSQL of one test's own, which goes away and comes back with what it had. */
public final class StoppablePostgres implements AutoCloseable {

  private final Path dataDir;
  private EmbeddedDatabase server;
  private final int port;

  private StoppablePostgres(Path dataDir, EmbeddedDatabase server) {
    this.dataDir = dataDir;
    this.server = server;
    String url = server.url(EmbeddedDatabase.NAME);
    this.port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
  }

  public static StoppablePostgres start() throws IOException {
    Path dataDir = TestPostgres.dataDir();
    var postgres =
        new StoppablePostgres(dataDir, EmbeddedDatabase.start(dataDir, 0, TestPostgres.FAST));
    var database = postgres.database();
    Flyway.configure()
        .dataSource(database.url(), database.user(), database.password())
        .outOfOrder(true)
        .load()
        .migrate();
    return postgres;
  }

  public TestDatabase database() {
    return new TestDatabase(
        server.url(EmbeddedDatabase.NAME), EmbeddedDatabase.NAME, server.password());
  }

  /** Ends its sessions and refuses connections. */
  public void stop() throws IOException, InterruptedException {
    server.close();
  }

  public void startAgain() {
    server = EmbeddedDatabase.start(dataDir, port, TestPostgres.FAST);
  }

  /** Lets it answer nothing, and break nothing off. */
  public void freeze() throws IOException {
    TestPostgres.processes(dataDir).forEach(pid -> PostgresProcesses.signal(pid, "STOP"));
    // what was forked meanwhile: whoever forks has stopped now
    TestPostgres.processes(dataDir).forEach(pid -> PostgresProcesses.signal(pid, "STOP"));
  }

  public void thaw() throws IOException {
    TestPostgres.processes(dataDir).forEach(pid -> PostgresProcesses.signal(pid, "CONT"));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    TestPostgres.remove(dataDir);
  }
}
