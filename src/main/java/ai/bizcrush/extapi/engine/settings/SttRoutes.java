package ai.bizcrush.extapi.engine.settings;

import ai.bizcrush.extapi.engine.EngineFactory;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The routes of speech recognition, resolved: a name that does not exist ends the start. */
@Component
public class SttRoutes {

  /** The setting of the route for recordings. */
  public static final String FILE = "extapi.stt.file.route";

  /** The setting of the route for live audio. */
  public static final String LIVE = "extapi.stt.live.route";

  private final List<RoutedProvider> file;
  private final List<RoutedProvider> live;

  SttRoutes(SttSettings settings, Providers providers, Policies policies) {
    this.file =
        resolve(settings.file().route(), FILE, EngineFactory::defaultPolicy, providers, policies);
    this.live =
        resolve(
            settings.live().route(), LIVE, EngineFactory::defaultLivePolicy, providers, policies);
  }

  public List<RoutedProvider> file() {
    return file;
  }

  public List<RoutedProvider> live() {
    return live;
  }

  private static List<RoutedProvider> resolve(
      List<String> route,
      String property,
      Function<EngineFactory, String> preferred,
      Providers providers,
      Policies policies) {
    return RouteEntry.parse(route, property).stream()
        .map(
            entry -> {
              Provider provider = providers.named(entry.engine(), property);
              String policy =
                  entry.policy().isEmpty() ? preferred.apply(provider.factory()) : entry.policy();
              return new RoutedProvider(provider, policies.named(policy, property));
            })
        .toList();
  }
}
