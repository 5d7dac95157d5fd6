package ai.bizcrush.extapi.identity.tokens;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/stt/token}: a page's server buys the page one stream. */
@RestController
class StreamTokenController {

  private static final Duration STANDARD = Duration.ofMinutes(1);
  private static final BigInteger LONGEST_SECONDS = BigInteger.valueOf(3600);

  private final StreamTokens tokens;

  StreamTokenController(StreamTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * How long a token is to be good.
   *
   * @param expiresInSeconds within which the stream must be opened: absent or 0 is a minute, more
   *     than an hour is an hour
   */
  record IssueRequest(@Nullable @PositiveOrZero BigInteger expiresInSeconds) {

    Duration life() {
      return expiresInSeconds == null || expiresInSeconds.signum() == 0
          ? STANDARD
          : Duration.ofSeconds(expiresInSeconds.min(LONGEST_SECONDS).longValueExact());
    }
  }

  /**
   * Makes a token that opens one stream. A page opens {@code /v1/stt/stream?token=...} with it, so
   * that it never holds an API key.
   *
   * @throws ApiException 400: {@code expires_in_seconds} is negative
   */
  @PostMapping("/v1/stt/token")
  ResponseEntity<IssuedStreamToken> issue(@RequestBody IssueRequest request, Caller caller) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(tokens.issue(caller, request.life()));
  }
}
