package ai.bizcrush.extapi.media;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import java.time.Duration;

/** 503 with {@code Retry-After}: this machine has too much audio to work on just now. */
public final class MediaOverloaded extends ApiException {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  MediaOverloaded() {
    super(ErrorCode.UNAVAILABLE, "Too much audio is being processed", RETRY_AFTER, null);
  }
}
