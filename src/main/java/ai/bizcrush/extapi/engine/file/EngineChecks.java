package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What the engines say of themselves when they are asked, and remembered for a while. */
final class EngineChecks {

  static final String ANSWERS = "answers";

  private static final Duration FRESH = Duration.ofSeconds(30);
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final EngineCall CALL =
      new EngineCall(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(4));

  private final Cache<String, String> results;
  private final Duration patience;

  /**
   * @param patience how long all are waited for together
   */
  EngineChecks(Ticker ticker, Duration patience) {
    this.patience = patience;
    this.results = Caffeine.newBuilder().expireAfterWrite(FRESH).ticker(ticker).build();
  }

  /**
   * Asks all engines that have not been asked lately, together, and waits a few seconds at most.
   */
  synchronized void refresh(List<FileEngine> engines) throws InterruptedException {
    List<Callable<Void>> checks =
        engines.stream()
            .filter(engine -> results.getIfPresent(engine.name()) == null)
            .map(this::asking)
            .toList();
    if (checks.isEmpty()) {
      return;
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(checks, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** {@link #ANSWERS}, or why it does not. */
  String result(FileEngine engine) {
    String result = results.getIfPresent(engine.name());
    return result == null ? "does not answer" : result;
  }

  private Callable<Void> asking(FileEngine engine) {
    return () -> {
      results.put(engine.name(), ask(engine));
      return null;
    };
  }

  private static String ask(FileEngine engine) {
    try {
      engine.recognizer().check(CALL);
      return ANSWERS;
    } catch (EngineException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "does not answer in time";
    } catch (RuntimeException e) {
      return "the adapter failed";
    }
  }
}
