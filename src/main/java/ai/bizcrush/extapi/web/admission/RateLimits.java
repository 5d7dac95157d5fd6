package ai.bizcrush.extapi.web.admission;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.web.ApiLimits;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * A token bucket a key, on this replica alone. Every reply tells where the caller stands, in the
 * {@code RateLimit} fields of the IETF draft "RateLimit header fields for HTTP".
 */
@Component
public class RateLimits {

  private static final int MOST_KEYS = 100_000;
  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

  private final int perSecond;
  private final int burst;
  private final String policy;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_KEYS).expireAfterAccess(FORGET_AFTER).build();

  public RateLimits(ApiLimits limits) {
    this.perSecond = limits.requestsPerSecond();
    this.burst = Math.max(limits.requestBurst(), perSecond);
    this.policy = "\"key\";q=" + burst + ";w=" + seconds(burst);
  }

  /**
   * Takes one token of the caller's and tells the reply where the caller stands.
   *
   * @throws ApiException 429 with the time until the next request may pass
   */
  public void take(Caller caller, HttpHeaders reply) {
    if (perSecond == 0) {
      return;
    }
    var probe = buckets.get(caller.keyId(), id -> newBucket()).tryConsumeAndReturnRemaining(1);
    long remaining = probe.getRemainingTokens();
    reply.set("RateLimit-Policy", policy);
    reply.set("RateLimit", "\"key\";r=" + remaining + ";t=" + seconds(burst - remaining));
    if (!probe.isConsumed()) {
      throw new ApiException(
          ErrorCode.RATE_LIMITED,
          "Too many requests",
          Duration.ofNanos(probe.getNanosToWaitForRefill()),
          null);
    }
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }

  /** How long it takes to refill so many tokens. */
  private long seconds(long tokens) {
    return Math.ceilDiv(tokens, perSecond == 0 ? 1 : perSecond);
  }
}
