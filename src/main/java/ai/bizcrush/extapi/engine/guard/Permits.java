package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.settings.Policy.Concurrency;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room for calls of one engine: so many at once, and of one key only so many, so that nobody takes
 * all of it. First come, first served.
 */
final class Permits {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Concurrency limits;
  private final Semaphore engine;
  private final ConcurrentHashMap<String, Share> shares = new ConcurrentHashMap<>();

  Permits(Concurrency limits) {
    this.limits = limits;
    this.engine = new Semaphore(limits.engine(), true);
  }

  /** Room for one call, until it is closed. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for room, the key's own first, so that a call that waits for its key keeps no other out.
   *
   * @throws EngineException over capacity: none came free in time, or too many wait already
   */
  Permit acquire(String key, Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    Share share = join(key);
    try {
      if (!share.tryAcquire(end, limits.queue())) {
        throw EngineException.overCapacity("no room for another call of this key", RETRY_AFTER);
      }
      try {
        if (!tryAcquire(engine, end)) {
          throw EngineException.overCapacity("no room for another call", RETRY_AFTER);
        }
      } catch (InterruptedException | EngineException e) {
        share.calls.release();
        throw e;
      }
    } catch (InterruptedException | EngineException e) {
      leave(key);
      throw e;
    }
    return () -> {
      engine.release();
      share.calls.release();
      leave(key);
    };
  }

  /** How many calls are under way. */
  int used() {
    return limits.engine() - engine.availablePermits();
  }

  /** How many keys have calls under way or waiting. */
  int keys() {
    return shares.size();
  }

  private Share join(String key) {
    return shares.compute(
        key,
        (_, share) -> {
          Share joined = share == null ? new Share(new Semaphore(limits.key(), true)) : share;
          joined.members++;
          return joined;
        });
  }

  private void leave(String key) {
    shares.computeIfPresent(key, (_, share) -> --share.members == 0 ? null : share);
  }

  private static boolean tryAcquire(Semaphore semaphore, long end) throws InterruptedException {
    return semaphore.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** One key's part; forgotten when nobody uses it. */
  private static final class Share {
    private final Semaphore calls;
    private int members;

    Share(Semaphore calls) {
      this.calls = calls;
    }

    boolean tryAcquire(long end, int queue) throws InterruptedException {
      if (calls.getQueueLength() >= queue) {
        return calls.tryAcquire();
      }
      return Permits.tryAcquire(calls, end);
    }
  }
}
