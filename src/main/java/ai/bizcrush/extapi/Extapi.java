package ai.bizcrush.extapi;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;

/**
 * The process. This application context is the API listener (WebFlux on reactor-netty) and owns
 * every shared bean; the site listener (MVC on Tomcat) is a child of it. Tomcat and Thymeleaf are
 * on the class path for the site alone, hence the exclusions.
 */
@SpringBootApplication(
    exclude = {
      TomcatReactiveWebServerAutoConfiguration.class,
      TomcatReactiveManagementContextAutoConfiguration.class,
      ThymeleafAutoConfiguration.class
    })
@ConfigurationPropertiesScan
@Modulithic(sharedModules = "shared")
public class Extapi {

  /** The only source of dates and times, as precise as what PostgreSQL stores. */
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
  }

  public static void main(String[] args) {
    SpringApplication.run(Extapi.class, args);
  }
}
