package ai.bizcrush.extapi.database;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the embedded PostgreSQL lives; without effect when {@code spring.datasource.url} is set.
 *
 * @param dataDir the service's data directory; the database is in {@code pg18} below it
 */
@Validated
@ConfigurationProperties("extapi")
record EmbeddedDatabaseSettings(
    @DefaultValue("./data") Path dataDir, @Valid @DefaultValue Database database) {

  /**
   * @param port on the loopback address; 0 takes a free one at each start
   */
  record Database(@Min(0) @Max(65535) @DefaultValue("0") int port) {}
}
