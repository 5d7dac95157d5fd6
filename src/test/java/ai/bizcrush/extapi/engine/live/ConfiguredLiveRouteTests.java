package ai.bizcrush.extapi.engine.live;

import static ai.bizcrush.extapi.engine.settings.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveScript;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.ScriptedLiveRecognizer;
import ai.bizcrush.extapi.engine.guard.TestGuards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ConfiguredLiveRouteTests {

  private final TestGuards guards = new TestGuards();
  private final GuardedEngine english = engine("english", ScriptedLiveRecognizer.ENGLISH);
  private final GuardedEngine all = engine("all", ScriptedLiveRecognizer.ABLE);

  private GuardedEngine engine(String name, LiveCapabilities capabilities) {
    return new GuardedEngine(
        name,
        new ScriptedLiveRecognizer(capabilities)
            .then(new LiveScript().refused(EngineException.passing("reset", null, null))),
        new LiveEngine.Limits(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO),
        guards.dialGuard(name, policy("breaker.minimum-calls", "1")),
        guards.time());
  }

  private static List<String> engines(LiveRoute route, String... languages) {
    return route
        .engines(new RecognitionRequest(LanguageHints.of(List.of(languages)), true, List.of()))
        .stream()
        .map(LiveEngine::name)
        .toList();
  }

  private static ConfiguredLiveRoute route(GuardedEngine... engines) {
    return new ConfiguredLiveRoute(List.of(engines));
  }

  @Test
  void enginesThatKnowOneOfTheLanguagesStandInTheirOrder() {
    assertThat(engines(route(english, all), "ko", "en")).containsExactly("english", "all");
    assertThat(engines(route(all, english), "en")).containsExactly("all", "english");
  }

  @Test
  void anEngineThatKnowsNoneOfTheLanguagesIsLeftOut() {
    assertThat(engines(route(english, all), "ko")).containsExactly("all");
    assertThat(engines(route(english), "ko")).isEmpty();
  }

  @Test
  void withoutExpectedLanguagesTheyHaveToBeDetectedUnlessNobodyCan() {
    assertThat(engines(route(english, all))).containsExactly("all");
    assertThat(engines(route(english))).containsExactly("english");
  }

  @Test
  void healthShowsTheBreakersAndIsUnknownWhenAllEnginesRest() {
    var health = new LiveEnginesHealth(route(english, all));

    rest(english);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    assertThat(health.health().getDetails())
        .isEqualTo(
            Map.of("english", Map.of("breaker", "OPEN"), "all", Map.of("breaker", "CLOSED")));

    rest(all);
    assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
  }

  private static void rest(GuardedEngine engine) {
    engine.open(
        new RecognitionRequest(LanguageHints.AUTOMATIC, false, List.of()),
        new Said(),
        Runnable::run);
  }
}
