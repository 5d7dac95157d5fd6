package ai.bizcrush.extapi.identity.keys;

import ai.bizcrush.extapi.database.Batches;
import ai.bizcrush.extapi.shared.Caller;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Tells what outlives its request (a stream) that its key was revoked or its user deleted. All
 * watched keys are checked by one query every two seconds, for as long as somebody asks.
 */
@Component
public final class KeyWatch {

  private static final Logger log = LoggerFactory.getLogger(KeyWatch.class);
  private static final Duration CHECKED_AFTER = Duration.ofSeconds(2);
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);
  private static final int MOST_WAITING = 1024;

  private final JdbcClient jdbc;
  private final Ticker ticker;
  private final Cache<String, Boolean> watched;
  private final AtomicLong checkedAt;

  /** Whoever asks for a check gets all watched keys checked. */
  private final Batches<String> checks =
      new Batches<>("api-key-watch", MOST_WAITING, askers -> check());

  KeyWatch(JdbcClient jdbc, @Qualifier(KeyConfiguration.TICKER) Ticker ticker) {
    this.jdbc = jdbc;
    this.ticker = ticker;
    this.watched = Caffeine.newBuilder().ticker(ticker).expireAfterAccess(FORGOTTEN_AFTER).build();
    this.checkedAt = new AtomicLong(ticker.read());
  }

  /**
   * Whether an authenticated caller's key is still good. Never blocks. Asked at the start and then
   * about once a second, it turns false within five seconds of a revocation on any replica, at once
   * on this one. While the database is away it stays as it was.
   */
  public boolean stillValid(Caller caller) {
    String id = caller.keyId();
    Boolean valid = watched.asMap().putIfAbsent(id, true);
    long now = ticker.read();
    long last = checkedAt.get();
    boolean due = now - last >= CHECKED_AFTER.toNanos() && checkedAt.compareAndSet(last, now);
    // The answer by which a newcomer was let in may have been some seconds old.
    if (due || valid == null) {
      checks.offer(id);
    }
    return valid == null || valid;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(ApiKeyRevoked revoked) {
    watched.asMap().replace(revoked.id(), false);
  }

  /** Waits for the check under way. */
  @PreDestroy
  void finish() throws InterruptedException {
    checks.finish(CHECKED_AFTER);
  }

  private void check() {
    try {
      Set<String> asked = Set.copyOf(watched.asMap().keySet());
      Set<String> live = live(asked);
      asked.stream()
          .filter(id -> !live.contains(id))
          .forEach(id -> watched.asMap().replace(id, false));
    } catch (RuntimeException e) {
      log.debug("API keys in use cannot be checked: {}", e.getClass().getSimpleName());
    }
  }

  private Set<String> live(Set<String> ids) {
    return jdbc.sql("select id from api_key where id = any(?) and revoked_at is null")
        .param(ids.toArray(String[]::new))
        .query((row, index) -> row.getString("id"))
        .set();
  }
}
