package ai.bizcrush.extapi.identity.tokens;

import static java.time.ZoneOffset.UTC;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.bizcrush.extapi.database.Batches;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.UserId;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tokens that open one stream each, in the name of the API key that made them and for as long as
 * that key is good. Only their hashes are stored.
 */
@Component
public final class StreamTokens {

  private static final Logger log = LoggerFactory.getLogger(StreamTokens.class);
  private static final int MOST_WAITING = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Batches<Redemption> redemptions =
      new Batches<>("stream-tokens", MOST_WAITING, this::redeem);

  StreamTokens(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Makes a token in the caller's name. Blocks on the database. */
  IssuedStreamToken issue(Caller caller, Duration life) {
    var token = StreamToken.next();
    var expiresAt = clock.instant().plus(life);
    jdbc.sql("insert into stream_token (hash, key_id, expires_at) values (?, ?, ?)")
        .param(token.hash())
        .param(caller.keyId())
        .param(expiresAt.atOffset(UTC))
        .update();
    return new IssuedStreamToken(token.text(), expiresAt);
  }

  /**
   * The caller in whose name a token was made. Uses the token up: of all who ask for it, on all
   * replicas, one gets an answer. Never blocks; completes on a virtual thread. Fails with {@link
   * ApiException}: 401 {@code Invalid API key} for a token that is unknown, used, expired, or of a
   * revoked key; 503 when that cannot be found out.
   */
  public CompletionStage<Caller> redeem(String token) {
    var redemption = new Redemption(new StreamToken(token).hash(), new CompletableFuture<>());
    if (!redemptions.offer(redemption)) {
      return CompletableFuture.failedFuture(unavailable());
    }
    Answer late = new Answer.Unknown();
    return redemption
        .answer
        .completeOnTimeout(late, PATIENCE.toMillis(), MILLISECONDS)
        .thenApply(StreamTokens::judged);
  }

  /** Forgets the tokens that nobody can use any more. Blocks on the database. */
  void removeExpired() {
    jdbc.sql("delete from stream_token where expires_at <= ?")
        .param(clock.instant().atOffset(UTC))
        .update();
  }

  /** Waits for the look-ups under way. */
  @PreDestroy
  void finish() throws InterruptedException {
    redemptions.finish(PATIENCE);
  }

  private void redeem(List<Redemption> asked) {
    try {
      Map<String, Caller> callers = take(asked);
      for (Redemption redemption : asked) {
        // removed: whoever asks for the same token in the same batch comes too late
        Caller caller = callers.remove(redemption.hash);
        redemption.answer.complete(
            caller == null ? new Answer.Refused() : new Answer.Accepted(caller));
      }
    } catch (RuntimeException e) {
      log.warn("Stream tokens cannot be looked up: {}", e.getClass().getSimpleName());
      asked.forEach(redemption -> redemption.answer.complete(new Answer.Unknown()));
    }
  }

  private Map<String, Caller> take(List<Redemption> asked) {
    Map<String, Caller> callers = new HashMap<>();
    jdbc.sql(
            """
            delete from stream_token t using api_key k
            where t.hash = any(?) and t.expires_at > ? and k.id = t.key_id and k.revoked_at is null
            returning t.hash, k.id, k.owner_id
            """)
        .param(asked.stream().map(Redemption::hash).toArray(String[]::new))
        .param(clock.instant().atOffset(UTC))
        .query(
            row -> {
              var owner = new UserId(row.getString("owner_id"));
              callers.put(row.getString("hash"), new Caller(owner, row.getString("id")));
            });
    return callers;
  }

  private static Caller judged(Answer answer) {
    return switch (answer) {
      case Answer.Accepted(Caller caller) -> caller;
      case Answer.Refused() -> throw new ApiException(ErrorCode.UNAUTHENTICATED, "Invalid API key");
      case Answer.Unknown() -> throw unavailable();
    };
  }

  private static ApiException unavailable() {
    return ApiException.unavailable("Temporarily unavailable", RETRY_AFTER, null);
  }

  private record Redemption(String hash, CompletableFuture<Answer> answer) {}

  private sealed interface Answer {
    record Accepted(Caller caller) implements Answer {}

    record Refused() implements Answer {}

    record Unknown() implements Answer {}
  }
}
