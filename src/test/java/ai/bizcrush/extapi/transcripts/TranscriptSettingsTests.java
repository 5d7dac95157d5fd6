package ai.bizcrush.extapi.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Settings of transcripts and of their journal. */
class TranscriptSettingsTests {

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Settings.class);

  @Test
  void theDefaultsAreAllowed() {
    context.run(
        started -> {
          var settings = started.getBean(TranscriptSettings.class);
          assertThat(settings.cache().toMegabytes()).isEqualTo(64);
          assertThat(settings.largest().toMegabytes()).isEqualTo(32);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cache=0B",
        "cache=31MB",
        "largest=0B",
        "largest=-1B",
        "largest=65MB",
        "keep-sessions=0s",
        "keep-sessions=-1d",
        "journal.memory=0B",
        "journal.memory=-1MB",
        "journal.memory=2GB"
      })
  void aSettingWithoutSenseEndsTheStart(String property) {
    context
        .withPropertyValues("extapi.transcripts." + property)
        .run(started -> assertThat(started).hasFailed());
  }

  @Test
  void aReplyHasLessThan2Gigabytes() {
    context
        .withPropertyValues("extapi.transcripts.cache=4GB", "extapi.transcripts.largest=2GB")
        .run(started -> assertThat(started).hasFailed());
  }

  @Configuration
  @ConfigurationPropertiesScan("ai.bizcrush.extapi.transcripts")
  static class Settings {}
}
