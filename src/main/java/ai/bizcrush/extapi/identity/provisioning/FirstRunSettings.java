package ai.bizcrush.extapi.identity.provisioning;

import java.nio.file.Path;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Other modules' settings that the first start goes by. */
@Component
class FirstRunSettings {

  private final Environment environment;

  FirstRunSettings(Environment environment) {
    this.environment = environment;
  }

  boolean databaseIsEmbedded() {
    return environment.getProperty("spring.datasource.url", "").isBlank();
  }

  PrivateFile file() {
    Path directory = Path.of(environment.getProperty("extapi.data-dir", "data"));
    return new PrivateFile(directory.resolve("first-run.txt"));
  }
}
