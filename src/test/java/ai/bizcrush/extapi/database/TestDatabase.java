package ai.bizcrush.extapi.database;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A migrated, otherwise empty PostgreSQL database for one test class or Spring context; it is gone
 * when the JVM ends. Every {@code @SpringBootTest} gets one by itself (see {@link
 * WithoutTestDatabase} for the exception), a test without Spring calls {@link #create}.
 *
 * <p>All of a JVM's databases live on one server, started with the first of them:
 *
 * <ul>
 *   <li>by default an embedded PostgreSQL with a fresh directory below {@code target}, which
 *       survives no crash and is fast for it;
 *   <li>with {@code -Dtest.datasource.url=jdbc:postgresql://host:port/db?user=..&password=..} (or
 *       {@code -Dtest.datasource.username} and {@code -Dtest.datasource.password}) that server,
 *       whose user must be allowed to create databases;
 *   <li>with {@code -Dtest.datasource.container=true} a container that Testcontainers starts.
 * </ul>
 *
 * @param url without credentials
 */
public record TestDatabase(String url, String user, String password) {

  /**
   * A new database, cloned from a template that all migrations of the class path were applied to.
   */
  public static TestDatabase create() {
    return TestServer.running().createDatabase();
  }

  /** What a service is told to use it, for more settings. */
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("spring.datasource.url", url);
    settings.put("spring.datasource.username", user);
    settings.put("spring.datasource.password", password);
    return settings;
  }

  /** Opens a new connection each time. */
  public DataSource dataSource() {
    return new DriverManagerDataSource(url, user, password);
  }

  /** The same server and user, another database. */
  TestDatabase named(String database) {
    int query = url.indexOf('?');
    String parameters = query < 0 ? "" : url.substring(query);
    String path = query < 0 ? url : url.substring(0, query);
    return new TestDatabase(
        path.substring(0, path.lastIndexOf('/') + 1) + database + parameters, user, password);
  }
}
