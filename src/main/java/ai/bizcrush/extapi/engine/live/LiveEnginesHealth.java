package ai.bizcrush.extapi.engine.live;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The engines for live audio, for people: the state of each breaker. Never down, for the reason
 * that engines for recordings are not. When all of them rest after failures it is unknown.
 */
@Component("liveEngines")
final class LiveEnginesHealth implements HealthIndicator {

  private final ConfiguredLiveRoute route;

  LiveEnginesHealth(ConfiguredLiveRoute route) {
    this.route = route;
  }

  @Override
  public Health health() {
    var details = new TreeMap<String, Object>();
    for (GuardedEngine engine : route.all()) {
      details.put(engine.name(), Map.of("breaker", engine.breakerState()));
    }
    boolean any = route.all().stream().anyMatch(engine -> !engine.breakerState().equals("OPEN"));
    return (any ? Health.up() : Health.unknown()).withDetails(details).build();
  }
}
