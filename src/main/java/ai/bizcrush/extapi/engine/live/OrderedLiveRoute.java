package ai.bizcrush.extapi.engine.live;

import ai.bizcrush.extapi.engine.LanguageSkills;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.guard.EngineGuards;
import ai.bizcrush.extapi.engine.live.LiveEngine.Limits;
import ai.bizcrush.extapi.engine.settings.InvalidSetting;
import ai.bizcrush.extapi.engine.settings.Policy;
import ai.bizcrush.extapi.engine.settings.Provider;
import ai.bizcrush.extapi.engine.settings.RoutedProvider;
import ai.bizcrush.extapi.engine.settings.SttRoutes;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The engines of the route in its order, made once. */
@Component
final class OrderedLiveRoute implements LiveRoute {

  private final List<GuardedEngine> engines;

  @Autowired
  OrderedLiveRoute(SttRoutes routes, EngineGuards guards) {
    this(routes.live().stream().map(entry -> engine(entry, guards)).toList());
  }

  /** With engines of one's own. */
  OrderedLiveRoute(List<GuardedEngine> engines) {
    this.engines = List.copyOf(engines);
  }

  @Override
  public List<LiveEngine> engines(RecognitionRequest request) {
    return List.copyOf(LanguageSkills.able(engines, LiveEngine::capabilities, request.languages()));
  }

  List<GuardedEngine> inOrder() {
    return engines;
  }

  private static GuardedEngine engine(RoutedProvider entry, EngineGuards guards) {
    Provider provider = entry.provider();
    LiveRecognizer recognizer = provider.factory().live(provider.settings());
    if (recognizer == null) {
      throw new InvalidSetting(
          SttRoutes.LIVE, "the engine '" + entry.name() + "' does not take live audio");
    }
    Policy policy = entry.policy();
    var guard = guards.dialGuard(entry.name(), policy);
    var limits =
        new Limits(guard.ready(), policy.stall(), policy.attempts(), policy.backoff().base());
    return new GuardedEngine(entry.name(), recognizer, limits, guard);
  }
}
