package ai.bizcrush.extapi;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says once, when all of it serves, where everything listens. */
@Component
class StartUpReport {

  private static final Logger log = LoggerFactory.getLogger(StartUpReport.class);

  private final Environment environment;

  StartUpReport(Environment environment) {
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void report() {
    boolean embedded = environment.getProperty("spring.datasource.url", "").isBlank();
    log.info(
        """
        extapi serves
          API         http://localhost:{}/v1
          site        http://localhost:{}/
          management  http://localhost:{}/actuator/health
          database    {}""",
        environment.getProperty("local.server.port"),
        environment.getProperty("local.site.port"),
        environment.getProperty("local.management.port", "none"),
        embedded
            ? "embedded PostgreSQL, data in " + environment.getProperty("extapi.data-dir", "./data")
            : "as configured");
  }
}
