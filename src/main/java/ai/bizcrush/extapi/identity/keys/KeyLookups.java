package ai.bizcrush.extapi.identity.keys;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.bizcrush.extapi.database.Batches;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.UserId;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the database about keys: many in one query, one query at a time. */
@Component
final class KeyLookups {

  private static final Logger log = LoggerFactory.getLogger(KeyLookups.class);
  private static final int MOST_WAITING = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final Ticker ticker;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final Batches<Question> batches =
      new Batches<>("api-key-lookups", MOST_WAITING, this::answer);

  KeyLookups(JdbcClient jdbc, @Qualifier(KeyConfiguration.TICKER) Ticker ticker) {
    this.jdbc = jdbc;
    this.ticker = ticker;
  }

  /**
   * What the database says about a key. Never blocks and never fails: it is {@link
   * Answer.Unavailable} at once when too many questions are waiting, and after two seconds when
   * there is no answer until then.
   */
  CompletableFuture<Answer> lookUp(KeyHash hash) {
    var question = new Question(hash, new CompletableFuture<>());
    Answer unavailable = new Answer.Unavailable(ticker.read());
    return batches.offer(question)
        ? question.answer.completeOnTimeout(unavailable, PATIENCE.toMillis(), MILLISECONDS)
        : CompletableFuture.completedFuture(unavailable);
  }

  /** Waits for the look-ups under way. */
  @PreDestroy
  void finish() throws InterruptedException {
    batches.finish(PATIENCE);
  }

  private void answer(List<Question> questions) {
    long now = ticker.read();
    Map<KeyHash, Caller> callers;
    try {
      callers = callers(questions);
    } catch (RuntimeException e) {
      if (!failing.getAndSet(true)) {
        log.warn("API keys cannot be looked up: {}", e.getClass().getSimpleName());
      }
      questions.forEach(question -> question.answer.complete(new Answer.Unavailable(now)));
      return;
    }
    if (failing.getAndSet(false)) {
      log.info("API keys can be looked up again");
    }
    for (Question question : questions) {
      Caller caller = callers.get(question.hash);
      question.answer.complete(
          caller == null ? new Answer.Invalid(now) : new Answer.Valid(caller, now));
    }
  }

  private Map<KeyHash, Caller> callers(List<Question> questions) {
    Map<KeyHash, Caller> callers = new HashMap<>();
    jdbc.sql("select id, owner_id, hash from api_key where hash = any(?) and revoked_at is null")
        .param(questions.stream().map(question -> question.hash.hex()).toArray(String[]::new))
        .query(
            row -> {
              var owner = new UserId(row.getString("owner_id"));
              callers.put(
                  new KeyHash(row.getString("hash")), new Caller(owner, row.getString("id")));
            });
    return callers;
  }

  private record Question(KeyHash hash, CompletableFuture<Answer> answer) {}
}
