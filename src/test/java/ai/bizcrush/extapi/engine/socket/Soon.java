package ai.bizcrush.extapi.engine.socket;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what happens within milliseconds, and patiently where the machine is busy. */
public final class Soon {

  private Soon() {}

  public static ConditionFactory soon() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(30));
  }
}
