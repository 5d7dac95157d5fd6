package ai.bizcrush.extapi.database;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.postgresql.Driver;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The PostgreSQL server behind every {@link TestDatabase} of this JVM. */
class TestServer {

  private final TestDatabase admin;
  private final Runnable stop;
  private final String prefix = "test_" + UUID.randomUUID().toString().substring(0, 8) + "_";
  private final List<String> databases = new ArrayList<>();

  private TestServer(TestDatabase admin, Runnable stop) {
    this.admin = admin;
    this.stop = stop;
    // Unlike a shutdown hook of our own, this runs after all contexts of the JVM have closed.
    SpringApplication.getShutdownHandlers().add(this::close);
    execute("CREATE DATABASE " + prefix + "template TEMPLATE template0 ENCODING 'UTF8'");
    databases.add(prefix + "template");
    TestDatabase template = admin.named(prefix + "template");
    Flyway.configure()
        .dataSource(template.url(), template.user(), template.password())
        .outOfOrder(true)
        .load()
        .migrate();
  }

  static TestServer running() {
    return Running.SERVER;
  }

  private static class Running {
    static final TestServer SERVER = start();
  }

  private static TestServer start() {
    String url = System.getProperty("test.datasource.url", "");
    if (!url.isBlank()) {
      var given = given(url);
      return new TestServer(given, () -> {});
    }
    return Boolean.getBoolean("test.datasource.container") ? container() : embedded();
  }

  /** Moves credentials out of the URL. */
  private static TestDatabase given(String url) {
    Properties inUrl = requireNonNull(Driver.parseURL(url, null), "no URL of PostgreSQL");
    String user = System.getProperty("test.datasource.username", inUrl.getProperty("user", ""));
    String password =
        System.getProperty("test.datasource.password", inUrl.getProperty("password", ""));
    return new TestDatabase(url.replaceAll("(?<=[?&])(user|password)=[^&]*&?", ""), user, password);
  }

  @SuppressWarnings("resource") // stopped when the JVM ends
  private static TestServer container() {
    var container = new PostgreSQLContainer("postgres:18");
    container.start();
    return new TestServer(
        new TestDatabase(container.getJdbcUrl(), container.getUsername(), container.getPassword()),
        container::stop);
  }

  private static TestServer embedded() {
    try {
      Path directory = TestPostgres.dataDir();
      EmbeddedDatabase postgres =
          EmbeddedDatabase.start(
              directory,
              0,
              Map.of(
                  "fsync", "off",
                  "synchronous_commit", "off",
                  "full_page_writes", "off",
                  "max_connections", "200"));
      return new TestServer(
          new TestDatabase(
              postgres.url("postgres"), EmbeddedDatabase.SUPERUSER, postgres.password()),
          () -> remove(postgres, directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(EmbeddedDatabase postgres, Path directory) {
    try {
      postgres.close();
      TestPostgres.remove(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized TestDatabase createDatabase() {
    String name = prefix + databases.size();
    execute("CREATE DATABASE " + name + " TEMPLATE " + prefix + "template");
    databases.add(name);
    return admin.named(name);
  }

  private synchronized void close() {
    databases.reversed().forEach(name -> execute("DROP DATABASE " + name + " WITH (FORCE)"));
    stop.run();
  }

  private void execute(String sql) {
    JdbcClient.create(admin.dataSource()).sql(sql).update();
  }
}
