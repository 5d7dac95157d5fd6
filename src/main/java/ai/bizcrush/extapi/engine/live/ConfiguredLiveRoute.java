package ai.bizcrush.extapi.engine.live;

import ai.bizcrush.extapi.engine.LanguageSkills;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.guard.EngineGuards;
import ai.bizcrush.extapi.engine.guard.MonotonicTime;
import ai.bizcrush.extapi.engine.settings.InvalidSetting;
import ai.bizcrush.extapi.engine.settings.Policy;
import ai.bizcrush.extapi.engine.settings.Provider;
import ai.bizcrush.extapi.engine.settings.RoutedProvider;
import ai.bizcrush.extapi.engine.settings.SttRoutes;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The engines of {@code extapi.stt.live.route}, made once. */
@Component
final class ConfiguredLiveRoute implements LiveRoute {

  private final List<GuardedEngine> engines;

  @Autowired
  ConfiguredLiveRoute(SttRoutes routes, EngineGuards guards) {
    this(routes.live().stream().map(entry -> engine(entry, guards)).toList());
  }

  ConfiguredLiveRoute(List<GuardedEngine> engines) {
    this.engines = engines;
  }

  /** All of them, in order. */
  List<GuardedEngine> all() {
    return engines;
  }

  @Override
  public List<LiveEngine> engines(RecognitionRequest request) {
    return List.copyOf(LanguageSkills.able(engines, LiveEngine::capabilities, request.languages()));
  }

  private static GuardedEngine engine(RoutedProvider entry, EngineGuards guards) {
    Provider provider = entry.provider();
    LiveRecognizer recognizer = provider.factory().live(provider.settings());
    if (recognizer == null) {
      throw new InvalidSetting(
          SttRoutes.LIVE, "the engine '" + entry.name() + "' does not take live audio");
    }
    Policy policy = entry.policy();
    return new GuardedEngine(
        entry.name(),
        recognizer,
        new LiveEngine.Limits(
            policy.connectTimeout().plus(policy.firstByteTimeout()),
            policy.stall(),
            policy.attempts(),
            policy.backoff().base()),
        guards.dials(entry.name(), policy),
        MonotonicTime.SYSTEM);
  }
}
