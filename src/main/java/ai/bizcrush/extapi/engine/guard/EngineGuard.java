package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.guard.CallMetrics.Outcome;
import ai.bizcrush.extapi.engine.settings.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one engine under its policy: room, breaker, time-outs, retries. The same for every kind of
 * engine; which engine is asked next is the route's business.
 */
public final class EngineGuard {

  private static final Logger log = LoggerFactory.getLogger(EngineGuard.class);

  private final String engine;
  private final Policy policy;
  private final Permits permits;
  private final EngineBreaker breaker;
  private final Backoff backoff;
  private final CallMetrics metrics;
  private final MonotonicTime time;

  EngineGuard(
      String engine,
      Policy policy,
      Permits permits,
      EngineBreaker breaker,
      Backoff backoff,
      CallMetrics metrics,
      MonotonicTime time) {
    this.engine = engine;
    this.policy = policy;
    this.permits = permits;
    this.breaker = breaker;
    this.backoff = backoff;
    this.metrics = metrics;
    this.time = time;
  }

  /** One attempt: asks the engine and checks what it says, so that nonsense counts as a failure. */
  @FunctionalInterface
  public interface Attempt<T> {
    T make(EngineCall call) throws InterruptedException;
  }

  /**
   * Asks the engine, again where that promises something, until it answers.
   *
   * @param audio how much audio the call is about: time-outs grow with it
   * @param key whose share of the concurrency is used
   * @param last whether no other engine can be asked: then a long {@code Retry-After} is waited for
   * @throws EngineException the last failure; {@code OVER_CAPACITY} also when there was no room or
   *     the engine rests
   */
  public <T> T call(Attempt<T> attempt, Duration audio, String key, Deadline deadline, boolean last)
      throws InterruptedException {
    EngineException failure = null;
    for (int made = 0; ; made++) {
      if (deadline.isOver()) {
        throw failure == null ? EngineException.passing("the time is over", null, null) : failure;
      }
      Permits.Permit permit = admission(key, deadline, failure);
      try {
        return attempt(attempt, audio, deadline);
      } catch (EngineException e) {
        log.warn("engine {}: {}", engine, describe(e));
        failure = e;
      } finally {
        permit.close();
      }
      Duration pause = backoff.before(made + 1, failure);
      boolean promising =
          failure.retryable()
              && made + 1 < policy.attempts()
              && pause.compareTo(deadline.left()) < 0
              && (last || pause.compareTo(policy.backoff().max()) <= 0);
      if (!promising) {
        throw failure;
      }
      metrics.retried();
      time.pause(pause);
    }
  }

  /** The breaker's state, for people. */
  public String breakerState() {
    return breaker.state();
  }

  /** Says that another engine is asked because this one did not answer. */
  public void fellBack() {
    metrics.fellBack();
  }

  /** Room and leave for one attempt; a refusal never hides that the engine failed before. */
  private Permits.Permit admission(String key, Deadline deadline, @Nullable EngineException earlier)
      throws InterruptedException {
    try {
      breaker.check();
      var permit = permits.acquire(key, deadline.cap(policy.concurrency().patience()));
      try {
        breaker.enter();
      } catch (EngineException e) {
        permit.close();
        throw e;
      }
      return permit;
    } catch (EngineException refusal) {
      metrics.refused();
      throw earlier == null ? refusal : earlier;
    }
  }

  private <T> T attempt(Attempt<T> attempt, Duration audio, Deadline deadline)
      throws InterruptedException {
    var observation = metrics.call();
    var outcome = Outcome.ERROR;
    try (var _ = observation.openScope()) {
      T answer = ask(attempt, audio, deadline);
      outcome = Outcome.SUCCESS;
      return answer;
    } catch (EngineException e) {
      outcome = Outcome.valueOf(e.kind().name());
      throw e;
    } catch (InterruptedException e) {
      outcome = Outcome.CANCELLED;
      throw e;
    } finally {
      metrics.end(observation, outcome);
    }
  }

  /** Ends what {@link EngineBreaker#enter} began, in every case. */
  private <T> T ask(Attempt<T> attempt, Duration audio, Deadline deadline)
      throws InterruptedException {
    EngineException failure = null;
    boolean answered = false;
    EngineCall limits = limits(audio, deadline);
    try {
      T answer = attempt.make(limits);
      answered = true;
      return answer;
    } catch (EngineException e) {
      failure = interruptedOr(e);
      throw failure;
    } catch (RuntimeException e) {
      failure = interruptedOr(EngineException.broken("the adapter failed", e));
      throw failure;
    } finally {
      if (answered) {
        breaker.succeeded();
      } else if (failure != null && !cutShort(limits, audio, deadline)) {
        breaker.failed(failure);
      } else {
        breaker.leave();
      }
    }
  }

  /** An adapter may well report the end of its connection where it was told to stop. */
  private static EngineException interruptedOr(EngineException failure)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return failure;
  }

  /** Whether the request ran out of time before the engine could have used its own. */
  private boolean cutShort(EngineCall limits, Duration audio, Deadline deadline) {
    return deadline.isOver() && limits.timeout().compareTo(policy.timeout(audio)) < 0;
  }

  private EngineCall limits(Duration audio, Deadline deadline) {
    return new EngineCall(
        deadline.cap(policy.connectTimeout()),
        deadline.cap(policy.firstByteTimeout(audio)),
        deadline.cap(policy.timeout(audio)));
  }

  private static String describe(EngineException e) {
    Throwable cause = e.getCause();
    return "%s, %s%s"
        .formatted(
            e.kind(), e.getMessage(), cause == null ? "" : ", " + cause.getClass().getName());
  }
}
