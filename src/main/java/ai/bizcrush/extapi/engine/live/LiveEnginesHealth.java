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

  private final OrderedLiveRoute route;

  LiveEnginesHealth(OrderedLiveRoute route) {
    this.route = route;
  }

  @Override
  public Health health() {
    var details = new TreeMap<String, Object>();
    for (GuardedEngine engine : route.inOrder()) {
      details.put(engine.name(), Map.of("breaker", engine.guard().breakerState()));
    }
    boolean any = route.inOrder().stream().anyMatch(engine -> !engine.guard().rests());
    return (any ? Health.up() : Health.unknown()).withDetails(details).build();
  }
}
