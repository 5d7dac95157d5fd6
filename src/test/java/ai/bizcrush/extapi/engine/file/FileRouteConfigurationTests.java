package ai.bizcrush.extapi.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.FileRoute;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LanguageIdentifier;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Surroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

class FileRouteConfigurationTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Application.class);

  @Configuration(proxyBeanMethods = false)
  @Import(Surroundings.class)
  @ComponentScan(
      basePackages = "ai.bizcrush.extapi.engine.file",
      excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*Tests.*"))
  static class Application {

    @Bean
    EngineFactory embedded() {
      return new Scripted("embedded");
    }

    @Bean
    EngineFactory acme() {
      return new Scripted("acme");
    }

    @Bean
    EngineFactory mute() {
      return new Mute();
    }

    @Bean
    LanguageIdentifier identifier() {
      return (_, _) -> "";
    }
  }

  private record Scripted(String type) implements EngineFactory {
    @Override
    public @Nullable FileRecognizer file(ProviderSettings settings) {
      return new ScriptedRecognizer(settings.name(), ScriptedRecognizer.ABLE);
    }
  }

  private record Mute() implements EngineFactory {
    @Override
    public String type() {
      return "mute";
    }
  }

  private static String answering(FileRoute route) throws InterruptedException {
    return route
        .transcribe(
            new Recording(Path.of("never-read.pcm"), 0, Recording.SAMPLE_RATE),
            new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of()),
            Clock.systemUTC().instant().plusSeconds(60),
            "key")
        .engine();
  }

  @Test
  void theEmbeddedEngineAnswersWithoutAnySetting() {
    runner.run(
        context -> assertThat(answering(context.getBean(FileRoute.class))).isEqualTo("embedded"));
  }

  @Test
  void theRouteIsWhatTheOperatorSays() {
    runner
        .withPropertyValues(
            "extapi.providers.acme-eu.type=acme",
            "extapi.policies.mine.attempts=1",
            "extapi.stt.file.route=acme-eu:mine,embedded")
        .run(
            context -> {
              assertThat(answering(context.getBean(FileRoute.class))).isEqualTo("acme-eu");
              assertThat(context.getBean("engines", EnginesHealth.class).health().getDetails())
                  .containsOnlyKeys("acme-eu", "embedded");
            });
  }

  @Test
  void anEngineThatTakesNoRecordingsEndsTheStart() {
    runner
        .withPropertyValues("extapi.providers.mute.type=mute", "extapi.stt.file.route=mute")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage(
                        "extapi.stt.file.route: the engine 'mute' does not take recordings"));
  }
}
