package ai.bizcrush.extapi.database;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The embedded PostgreSQL and the pool, with the service's settings and nothing else of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddedDatabaseSettings.class)
@Import({EmbeddedDatabaseConfiguration.class, StatementConfiguration.class})
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class
})
class TestDatabaseContext {

  static ConfigurableApplicationContext run(Path dataDir, Class<?> more, String... settings) {
    String[] arguments =
        Stream.concat(
                Stream.of(
                    "--spring.main.web-application-type=none", "--extapi.data-dir=" + dataDir),
                Stream.of(settings))
            .toArray(String[]::new);
    return new SpringApplicationBuilder(TestDatabaseContext.class, more).run(arguments);
  }
}
