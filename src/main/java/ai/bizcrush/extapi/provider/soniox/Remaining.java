package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import java.time.Duration;

/** What is left of an attempt that takes several requests. */
final class Remaining {

  private final EngineCall call;
  private final long began = System.nanoTime();

  Remaining(EngineCall call) {
    this.call = call;
  }

  /** The same time-outs for the next request, but no longer than what is left. */
  EngineCall call() {
    return new EngineCall(call.connectTimeout(), call.firstByteTimeout(), left());
  }

  /**
   * Sleeps, if there is time for it.
   *
   * @throws EngineException the attempt would be over
   */
  void sleep(Duration pause) throws InterruptedException {
    var left = left();
    if (left.compareTo(pause) <= 0) {
      if (left.isPositive()) {
        Thread.sleep(left);
      }
      throw EngineException.passing("the job was not done in time", null, null);
    }
    Thread.sleep(pause);
  }

  private Duration left() {
    return call.timeout().minusNanos(System.nanoTime() - began);
  }
}
