package ai.bizcrush.extapi.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.engine.EngineFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class InvalidSettingTests {

  @Import({
    ValidationAutoConfiguration.class,
    SettingsTree.class,
    Providers.class,
    Policies.class,
    SttRoutes.class
  })
  @EnableConfigurationProperties(SttSettings.class)
  static class Application {
    @Bean
    EngineFactory embedded() {
      return new FakeFactory("embedded", "embedded");
    }
  }

  private static void start(String... properties) {
    new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .properties(properties)
        .properties("spring.main.banner-mode=off", "spring.config.location=optional:classpath:/no/")
        .run()
        .close();
  }

  @Test
  void theServiceStartsWithoutAnySetting(CapturedOutput output) {
    start();

    assertThat(output).doesNotContain("APPLICATION FAILED TO START");
  }

  @Test
  void theStartEndsWithTheNameOfTheSettingAndNotItsValue(CapturedOutput output) {
    assertThatThrownBy(() -> start("extapi.policies.remote.timeout=s3cret"));

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("extapi.policies.remote.timeout: cannot be read as Duration")
        .doesNotContain("s3cret");
  }
}
