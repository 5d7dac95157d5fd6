package ai.bizcrush.extapi.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.ScriptedLiveRecognizer;
import ai.bizcrush.extapi.engine.Surroundings;
import ai.bizcrush.extapi.engine.live.LiveEngine.Limits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

class LiveRouteConfigurationTests {

  private static final RecognitionRequest ENGLISH =
      new RecognitionRequest(LanguageHints.of(List.of("en")), true, List.of());

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Application.class);

  @Configuration(proxyBeanMethods = false)
  @Import(Surroundings.class)
  @ComponentScan(
      basePackages = "ai.bizcrush.extapi.engine.live",
      excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*Tests.*"))
  static class Application {

    @Bean
    EngineFactory embedded() {
      return new Scripted("embedded", "embedded-live");
    }

    @Bean
    EngineFactory acme() {
      return new Scripted("acme", "live");
    }

    @Bean
    EngineFactory deaf() {
      return new Deaf("deaf");
    }
  }

  private record Scripted(String type, String defaultLivePolicy) implements EngineFactory {
    @Override
    public LiveRecognizer live(ProviderSettings settings) {
      return new ScriptedLiveRecognizer(ScriptedLiveRecognizer.ABLE);
    }
  }

  private record Deaf(String type) implements EngineFactory {}

  @Test
  void theEmbeddedEngineIsThereWithoutAnySettingAndHasTimeToLoad() {
    runner.run(
        context -> {
          var engines = context.getBean(LiveRoute.class).engines(ENGLISH);
          assertThat(engines).extracting(LiveEngine::name).containsExactly("embedded");
          assertThat(engines.getFirst().limits().ready()).isEqualTo(Duration.ofSeconds(32));
        });
  }

  @Test
  void theRouteIsWhatTheOperatorSays() {
    runner
        .withPropertyValues(
            "extapi.providers.acme-eu.type=acme",
            "extapi.policies.mine.attempts=1",
            "extapi.policies.mine.first-byte-timeout=4s",
            "extapi.policies.mine.stall=9s",
            "extapi.providers.acme.model=any",
            "extapi.stt.live.route=acme-eu:mine,acme,embedded")
        .run(
            context -> {
              var engines = context.getBean(LiveRoute.class).engines(ENGLISH);
              assertThat(engines)
                  .extracting(LiveEngine::name)
                  .containsExactly("acme-eu", "acme", "embedded");
              assertThat(engines.subList(0, 2))
                  .extracting(LiveEngine::limits)
                  .containsExactly(
                      new Limits(
                          Duration.ofSeconds(6), Duration.ofSeconds(9), 1, Duration.ofMillis(500)),
                      new Limits(
                          Duration.ofSeconds(5),
                          Duration.ofSeconds(15),
                          3,
                          Duration.ofMillis(250)));
              assertThat(context.getBean(LiveEnginesHealth.class).health().getDetails())
                  .containsOnlyKeys("acme-eu", "acme", "embedded");
            });
  }

  @Test
  void anEngineThatTakesNoLiveAudioEndsTheStart() {
    runner
        .withPropertyValues("extapi.providers.deaf.type=deaf", "extapi.stt.live.route=deaf")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage(
                        "extapi.stt.live.route: the engine 'deaf' does not take live audio"));
  }
}
