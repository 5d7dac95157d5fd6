package ai.bizcrush.extapi.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class MediaSettingsTests {

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Module.class);

  @Test
  void theModuleStartsOnDefaultsAlone() {
    context.run(
        started -> {
          assertThat(started).hasSingleBean(AudioDecoder.class);
          assertThat(started).hasSingleBean(AudioEncoder.class);
          assertThat(started).hasSingleBean(AudioProbe.class);
          MediaSettings settings = started.getBean(MediaSettings.class);
          assertThat(settings.longestSamples()).isEqualTo(5L * 3600 * 16_000);
          assertThat(settings.memory().toMegabytes()).isEqualTo(1024);
        });
  }

  @Test
  void aFileIsGivenTimeByItsSize() {
    MediaSettings settings = RealMedia.settings(Map.of());

    assertThat(settings.cpuTimeFor(0)).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.cpuTimeFor(10 * 1024 * 1024)).isEqualTo(Duration.ofSeconds(80));
    assertThat(settings.wallTimeFor(Duration.ofSeconds(60))).isEqualTo(Duration.ofMinutes(4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processes=0",
        "queue=-1",
        "longest=0s",
        "queue-wait=-1s",
        "threads=0",
        "cpu-time=0s",
        "wall-factor=0.5",
        "encode-time=0s",
        "cpu-time-per-mebibyte=-1s",
        "memory=1MB"
      })
  void aSettingWithoutSenseEndsTheStart(String property) {
    context
        .withPropertyValues("extapi.media." + property)
        .run(started -> assertThat(started).hasFailed());
  }

  @Configuration
  @EnableConfigurationProperties(MediaSettings.class)
  @Import({Ffmpeg.class, AudioProbe.class, AudioDecoder.class, AudioEncoder.class})
  static class Module {}
}
