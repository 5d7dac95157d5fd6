package ai.bizcrush.extapi.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The PostgreSQL that the service brings along, with its data in the data directory: durable, for
 * this process alone, reachable on the loopback address with a random password. A bean of this type
 * exists exactly when no data source is configured.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  static final String SUPERUSER = "postgres";

  /** Name of the service's own user, who has no power over the server, and of its database. */
  static final String NAME = "extapi";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private final PostgresDirectory directory;
  private final PostgresServer server;
  private final int port;
  private final String password;

  private EmbeddedDatabase(
      PostgresDirectory directory, PostgresServer server, int port, String password) {
    this.directory = directory;
    this.server = server;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts it, with everything that earlier runs committed, and creates what is missing.
   *
   * @param port 0 takes a free one
   * @param overrides of PostgreSQL's settings
   * @throws EmbeddedDatabaseFailed with a reason for the operator
   */
  static EmbeddedDatabase start(Path dataDir, int port, Map<String, String> overrides) {
    try {
      PostgresDirectory directory = PostgresDirectory.open(dataDir);
      try {
        return start(directory, port == 0 ? freePort() : port, overrides);
      } catch (Throwable e) {
        directory.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new EmbeddedDatabaseFailed("No database can be kept in " + dataDir + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedDatabaseFailed("Interrupted while PostgreSQL was starting", e);
    }
  }

  private static EmbeddedDatabase start(
      PostgresDirectory directory, int port, Map<String, String> overrides)
      throws IOException, InterruptedException, SQLException {
    long start = System.nanoTime();
    var settings = settings(port);
    settings.putAll(overrides);
    PostgresUser user = PostgresUser.forFilesIn(directory.dataDir());
    PostgresBinaries binaries = PostgresBinaries.unpackInto(directory.path());
    directory.createCluster(binaries, user, "on".equals(settings.get("fsync")));
    var server = new PostgresServer(directory, binaries, user, settings);
    var database = new EmbeddedDatabase(directory, server, port, directory.password());
    server.start();
    try {
      database.createDatabase();
    } catch (Throwable e) {
      server.stop();
      throw e;
    }
    log.info(
        "Embedded PostgreSQL in {} ready on port {} after {} ms",
        directory.path(),
        port,
        (System.nanoTime() - start) / 1_000_000);
    return database;
  }

  private static Map<String, String> settings(int port) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("port", Integer.toString(port));
    settings.put("unix_socket_directories", "");
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("password_encryption", "scram-sha-256");
    // Errors of statements and their details may quote what was said in a meeting.
    settings.put("log_min_messages", "log");
    settings.put("log_min_error_statement", "panic");
    settings.put("log_error_verbosity", "terse");
    settings.put("log_line_prefix", "");
    return settings;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void createDatabase() throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(url("postgres"), SUPERUSER, password)) {
      if (isMissing(connection, "SELECT FROM pg_roles WHERE rolname = '" + NAME + "'")) {
        execute(connection, "CREATE ROLE " + NAME + " LOGIN PASSWORD '" + password + "'");
      }
      if (isMissing(connection, "SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
        execute(connection, "CREATE DATABASE " + NAME + " OWNER " + NAME);
      }
    }
  }

  private static boolean isMissing(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  String password() {
    return password;
  }

  /** The service's data directory. */
  public Path dataDir() {
    return directory.dataDir();
  }

  JdbcConnectionDetails connectionDetails() {
    return new JdbcConnectionDetails() {

      @Override
      public String getJdbcUrl() {
        return url(NAME);
      }

      @Override
      public String getUsername() {
        return NAME;
      }

      @Override
      public String getPassword() {
        return password;
      }
    };
  }

  /** Shuts PostgreSQL down. To be called when nobody uses it any more. */
  @Override
  public void close() throws IOException, InterruptedException {
    server.stop();
    directory.close();
  }
}
