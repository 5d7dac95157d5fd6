package ai.bizcrush.extapi.identity.keys;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.database.Batches;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes down when a key was used, at most once a minute for each, beside the request. It is good
 * to know and no more than that: what cannot be written is dropped.
 */
@Component
final class LastUses {

  private static final Logger log = LoggerFactory.getLogger(LastUses.class);
  private static final int MOST_KEYS = 100_000;
  private static final int MOST_WAITING = 4096;
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Cache<String, Boolean> noted;
  private final Batches<String> batches =
      new Batches<>("api-key-last-uses", MOST_WAITING, this::write);

  LastUses(JdbcClient jdbc, Clock clock, @Qualifier(KeyConfiguration.TICKER) Ticker ticker) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.noted =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .ticker(ticker)
            .expireAfterWrite(INTERVAL)
            .build();
  }

  /** Never blocks. */
  void note(String keyId) {
    if (noted.asMap().putIfAbsent(keyId, true) == null) {
      batches.offer(keyId);
    }
  }

  @PreDestroy
  void finish() throws InterruptedException {
    batches.finish(Duration.ofSeconds(2));
  }

  /** Rows that somebody else holds are skipped: another replica is writing the same. */
  private void write(List<String> keyIds) {
    var now = clock.instant();
    try {
      jdbc.sql(
              """
              update api_key set last_used_at = ? where id in (
                select id from api_key
                where id = any(?) and (last_used_at is null or last_used_at <= ?)
                for no key update skip locked)
              """)
          .param(now.atOffset(UTC))
          .param(keyIds.toArray(String[]::new))
          .param(now.minus(INTERVAL).atOffset(UTC))
          .update();
    } catch (RuntimeException e) {
      log.debug("The last use of API keys is not written: {}", e.getClass().getSimpleName());
    }
  }
}
