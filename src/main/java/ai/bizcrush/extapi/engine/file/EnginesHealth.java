package ai.bizcrush.extapi.engine.file;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The engines, for people: the state of each breaker and whether the engine answers now. Never
 * down: engines are other people's services, and taking ours out of a load balancer would not bring
 * them back. When none answers it is unknown.
 */
@Component("engines")
final class EnginesHealth implements HealthIndicator {

  private final FileEngines engines;
  private final EngineChecks checks;

  @Autowired
  EnginesHealth(FileEngines engines) {
    this(engines, new EngineChecks(Ticker.systemTicker(), EngineChecks.PATIENCE));
  }

  EnginesHealth(FileEngines engines, EngineChecks checks) {
    this.engines = engines;
    this.checks = checks;
  }

  @Override
  public Health health() {
    try {
      checks.refresh(engines.inOrder());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var details = new TreeMap<String, Object>();
    boolean any = false;
    for (FileEngine engine : engines.inOrder()) {
      String check = checks.result(engine);
      any |= check.equals(EngineChecks.ANSWERS);
      details.put(engine.name(), Map.of("breaker", engine.guard().breakerState(), "check", check));
    }
    return (any ? Health.up() : Health.unknown()).withDetails(details).build();
  }
}
