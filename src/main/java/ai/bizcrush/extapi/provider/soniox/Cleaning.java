package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what jobs leave at Soniox, where nothing expires and room is limited. It runs beside the
 * callers, whose interrupts and deadlines do not concern it.
 */
final class Cleaning implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Cleaning.class);

  private static final EngineCall CALL =
      new EngineCall(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(10));

  /** What is being worked on is not deleted (409): so there are some attempts. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120));

  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("soniox-cleaning-", 0).factory());

  /** Deletes in this order, each until it works or time has run out. */
  void delete(List<Leftover> leftovers) {
    try {
      workers.execute(
          () -> {
            try {
              for (Leftover leftover : leftovers) {
                delete(leftover);
              }
            } catch (InterruptedException e) {
              log.warn("Data stays at Soniox: the service ends before it is deleted");
            }
          });
    } catch (RejectedExecutionException e) {
      log.warn("Data stays at Soniox: the service ends before it is deleted");
    }
  }

  private static void delete(Leftover leftover) throws InterruptedException {
    for (Duration pause : PAUSES) {
      try {
        leftover.delete(CALL);
        return;
      } catch (EngineException e) {
        if (!e.retryable()) {
          log.warn("Data stays at Soniox: {}", e.getMessage());
          return;
        }
      }
      Thread.sleep(pause);
    }
    log.warn("Data stays at Soniox: it could not be deleted for minutes");
  }

  /** Gives what is under way a little time. */
  @Override
  public void close() {
    workers.shutdown();
    try {
      if (workers.awaitTermination(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }

  /** Something to delete. */
  @FunctionalInterface
  interface Leftover {
    void delete(EngineCall call) throws InterruptedException;
  }
}
