package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loaded recognisers and the permits to use them, for one purpose: what runs here never takes the
 * place of another pool's work. Work runs on platform threads, never more of them than permits,
 * because it would hold the carrier of a virtual thread for as long as it takes. A recogniser is
 * loaded when there is none idle, and kept.
 */
final class RecognizerPool implements AutoCloseable {

  /** What is done with a recogniser; it checks the cancellation several times a second. */
  @FunctionalInterface
  interface Work<T> {
    T with(SphinxRecognizer recognizer, Cancellation cancellation) throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(RecognizerPool.class);

  private final String name;
  private final Duration wait;
  private final Supplier<SphinxRecognizer> loader;
  private final Semaphore permits;
  private final Queue<SphinxRecognizer> idle = new ConcurrentLinkedQueue<>();
  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private final Object loading = new Object();

  /**
   * @param name of the threads
   * @param permits how much work at once, and so how many recognisers
   * @param wait how long work waits for a permit
   * @param loader makes a recogniser, in seconds; another one each time, for one thread each
   */
  RecognizerPool(String name, int permits, Duration wait, Supplier<SphinxRecognizer> loader) {
    this.name = name;
    this.wait = wait;
    this.loader = loader;
    this.permits = new Semaphore(permits, true);
  }

  /** Loads a recogniser in the background, on a permit: who comes meanwhile waits for it. */
  void warm() {
    if (permits.tryAcquire()) {
      start(new FutureTask<>(this::load, null));
    }
  }

  /**
   * Runs the work and waits for it, no longer than the call allows. Whoever stops waiting gets his
   * answer at once; the permit and the recogniser are free as soon as the work has noticed.
   *
   * @throws EngineException over capacity when no permit came in time; unavailable when the work
   *     took longer than it may, which a second attempt would as well, or failed
   */
  <T> T call(EngineCall call, Work<T> work) throws InterruptedException {
    long deadline = System.nanoTime() + call.timeout().toNanos();
    Duration patience = wait.compareTo(call.timeout()) < 0 ? wait : call.timeout();
    if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw EngineException.overCapacity("all recognisers are busy", null);
    }
    var cancellation = new Cancellation();
    var task = new FutureTask<>(() -> inUse(work, cancellation));
    start(task);
    try {
      return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw EngineException.broken("recognition takes longer than allowed", null);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      cancellation.cancel();
    }
  }

  /**
   * Begins the work at once, without waiting for it or for a permit.
   *
   * @param cancellation the caller's, to end the work with
   * @param failed is told, on the work's thread, that it could not be done; not when cancelled
   * @throws EngineException over capacity when there is no permit
   */
  void begin(Work<?> work, Cancellation cancellation, Consumer<EngineException> failed) {
    if (!permits.tryAcquire()) {
      throw EngineException.overCapacity("all recognisers are busy", null);
    }
    start(
        new FutureTask<>(
            () -> {
              try {
                return inUse(work, cancellation);
              } catch (Exception | OutOfMemoryError e) {
                failed.accept(failure(e));
                return null;
              }
            }));
  }

  /** How many recordings could begin now. */
  int free() {
    return permits.availablePermits();
  }

  /** Ends what runs and drops the recognisers. */
  @Override
  public void close() {
    running.forEach(Cancellation::cancel);
    idle.clear();
  }

  private void start(FutureTask<?> task) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .unstarted(
                () -> {
                  try {
                    task.run();
                  } finally {
                    permits.release();
                  }
                });
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      permits.release();
      throw EngineException.overCapacity("no thread for a recogniser", null);
    }
  }

  /** A recogniser that failed is not to be trusted with the next recording. */
  private <T> T inUse(Work<T> work, Cancellation cancellation) throws Exception {
    running.add(cancellation);
    try {
      SphinxRecognizer recognizer = borrow();
      boolean sound = false;
      try {
        T done = work.with(recognizer, cancellation);
        sound = true;
        return done;
      } catch (CancellationException e) {
        sound = true;
        throw e;
      } finally {
        if (sound) {
          recognizer.forget();
          idle.add(recognizer);
        }
      }
    } finally {
      running.remove(cancellation);
    }
  }

  private void load() {
    try {
      inUse((_, _) -> true, new Cancellation());
    } catch (Exception e) {
      LOG.warn("No recogniser could be loaded; the first recording will try again", e);
    }
  }

  /** One at a time: who waited may find that another has become idle meanwhile. */
  private SphinxRecognizer borrow() {
    SphinxRecognizer recognizer = idle.poll();
    if (recognizer != null) {
      return recognizer;
    }
    synchronized (loading) {
      recognizer = idle.poll();
      return recognizer != null ? recognizer : loader.get();
    }
  }

  private static EngineException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case EngineException e -> e;
      case CancellationException e -> EngineException.passing("the recogniser stops", null, e);
      case null, default -> EngineException.broken("the recogniser failed", cause);
    };
  }
}
