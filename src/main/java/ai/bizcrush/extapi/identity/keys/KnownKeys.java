package ai.bizcrush.extapi.identity.keys;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The answers about the keys in use. They live shorter than the five seconds within which a
 * revocation on another replica must be seen, counted from when the database was asked. Those of
 * keys that are used on are renewed in the background before they end, so that requests find them
 * ready; when the database is away they end all the same.
 */
@Component
final class KnownKeys {

  private static final int MOST = 100_000;
  private static final Duration RENEWED_AFTER = Duration.ofSeconds(1);

  private final KeyLookups lookups;
  private final Ticker ticker;
  private final AsyncCache<KeyHash, Answer> answers;
  private final Set<KeyHash> renewing = ConcurrentHashMap.newKeySet();

  KnownKeys(KeyLookups lookups, @Qualifier(KeyConfiguration.TICKER) Ticker ticker) {
    this.lookups = lookups;
    this.ticker = ticker;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .ticker(ticker)
            .expireAfter(Expiry.<KeyHash, Answer>writing((hash, answer) -> rest(answer)))
            .buildAsync();
  }

  /** Never blocks: complete if known, else when the one look-up of this key is. Never fails. */
  CompletableFuture<Answer> find(KeyHash hash) {
    CompletableFuture<Answer> found =
        answers.get(hash, (absent, executor) -> lookups.lookUp(absent));
    if (found.isDone() && found.join() instanceof Answer.Valid valid) {
      renewIfDue(hash, valid);
    }
    return found;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(ApiKeyCreated created) {
    forget(created.hash());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(ApiKeyRevoked revoked) {
    forget(revoked.hash());
  }

  /** Also drops the result of a look-up under way, which may have read what was before. */
  private void forget(KeyHash hash) {
    answers.asMap().remove(hash);
  }

  private void renewIfDue(KeyHash hash, Answer.Valid old) {
    boolean due = ticker.read() - old.askedAt() >= RENEWED_AFTER.toNanos();
    if (due && renewing.add(hash)) {
      lookups
          .lookUp(hash)
          .thenAccept(
              renewed -> {
                if (!(renewed instanceof Answer.Unavailable)) {
                  answers.synchronous().asMap().replace(hash, old, renewed);
                }
                renewing.remove(hash);
              });
    }
  }

  private Duration rest(Answer answer) {
    Duration rest = answer.life().minusNanos(ticker.read() - answer.askedAt());
    return rest.isNegative() ? Duration.ZERO : rest;
  }
}
