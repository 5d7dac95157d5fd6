package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.web.Authenticator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Who a stream comes from: an API key as everywhere, or one stream token in its place. */
@Component
final class Door {

  private final Authenticator keys;
  private final Guests guests;

  Door(Authenticator keys, Guests guests) {
    this.keys = keys;
    this.guests = guests;
  }

  /** As {@link Authenticator#authenticate}; a token is used up by this. */
  CompletionStage<Caller> enter(Visit visit) {
    if (visit.tokens().isEmpty()) {
      return keys.authenticate(visit.credentials());
    }
    boolean ambiguous = visit.tokens().size() > 1 || !visit.credentials().keys().isEmpty();
    return ambiguous
        ? CompletableFuture.failedFuture(
            new ApiException(ErrorCode.UNAUTHENTICATED, "Invalid API key"))
        : guests.redeem(visit.tokens().iterator().next());
  }
}
