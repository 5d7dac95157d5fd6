package ai.bizcrush.extapi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.web.admission.RateLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;

/** A key that calls too often is told when to come back; others go on. */
class RateLimitTests {

  private static final Caller ALICE = new Caller(new UserId("alice00000"), "key-alice");
  private static final Caller BOB = new Caller(new UserId("bob0000000"), "key-bob");

  private static RateLimits limits(int perSecond, int burst) {
    return new RateLimits(
        new ApiLimits(
            perSecond,
            burst,
            DataSize.ofMegabytes(1),
            DataSize.ofMegabytes(1),
            DataSize.ofMegabytes(1),
            Duration.ofSeconds(1)));
  }

  @Test
  void theBurstPassesAndTheNextWaits() {
    var limits = limits(1, 3);
    var reply = new HttpHeaders();
    for (int i = 0; i < 3; i++) {
      limits.take(ALICE, reply);
    }

    assertThatThrownBy(() -> limits.take(ALICE, reply))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
              assertThat(e.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
            });
    assertThat(reply.getFirst("RateLimit-Policy")).isEqualTo("\"key\";q=3;w=3");
    assertThat(reply.getFirst("RateLimit")).isEqualTo("\"key\";r=0;t=3");
    limits.take(BOB, new HttpHeaders());
  }

  @Test
  void zeroIsNoLimit() {
    var limits = limits(0, 0);
    var reply = new HttpHeaders();

    for (int i = 0; i < 10_000; i++) {
      limits.take(ALICE, reply);
    }

    assertThat(reply.isEmpty()).isTrue();
  }
}
