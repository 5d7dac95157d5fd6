package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.guard.CallMetrics.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One admitted session of a live engine, from dialling to its end. For one thread; what is said
 * after the end changes nothing.
 */
public final class Dial {

  private static final Logger log = LoggerFactory.getLogger(Dial.class);

  /** A time-out that is kept by a timer may come out a little short when it is measured here. */
  private static final long TIMER_SLACK = 20_000_000;

  private final DialGuard guard;
  private final Permits.Permit permit;
  private final long begun;
  private boolean dialling = true;
  private boolean over;

  Dial(DialGuard guard, Permits.Permit permit, long begun) {
    this.guard = guard;
    this.permit = permit;
    this.begun = begun;
  }

  /** The engine takes audio: the dial succeeded. */
  public void ready() {
    if (dialling && !over) {
      settled(Outcome.SUCCESS);
      guard.breaker().succeeded();
    }
  }

  /** The engine failed; a mark against it only while it was being dialled. */
  public void failed(EngineException failure) {
    if (over) {
      return;
    }
    log.warn("engine {}: {}", guard.engine(), EngineGuard.describe(failure));
    if (dialling) {
      settled(Outcome.valueOf(failure.kind().name()));
      guard.breaker().failed(failure);
    }
    end();
  }

  /**
   * The session is not wanted any more. Before it is ready that is a failure where the engine has
   * had its time, and says nothing about it otherwise.
   */
  public void aborted() {
    if (over) {
      return;
    }
    if (dialling && elapsed() + TIMER_SLACK >= guard.ready().toNanos()) {
      failed(EngineException.passing("not ready in time", null, null));
      return;
    }
    ended();
  }

  /** The session ended as it should. */
  public void ended() {
    if (over) {
      return;
    }
    if (dialling) {
      settled(Outcome.CANCELLED);
      guard.breaker().leave();
    }
    end();
  }

  private void settled(Outcome outcome) {
    dialling = false;
    guard.metrics().dialled(outcome, elapsed());
  }

  private void end() {
    over = true;
    permit.close();
  }

  private long elapsed() {
    return guard.time().nanos() - begun;
  }
}
