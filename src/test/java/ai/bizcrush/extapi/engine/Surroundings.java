package ai.bizcrush.extapi.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * What a route is put together in: settings, guards, and what the service lends them. Imported, and
 * no {@code @Configuration}, which the service would find where tests are on its class path.
 */
@Import(ValidationAutoConfiguration.class)
@ConfigurationPropertiesScan("ai.bizcrush.extapi.engine")
@ComponentScan(
    basePackages = {"ai.bizcrush.extapi.engine.guard", "ai.bizcrush.extapi.engine.settings"},
    excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*Tests.*"))
public class Surroundings {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  ObservationRegistry observations() {
    return ObservationRegistry.create();
  }
}
