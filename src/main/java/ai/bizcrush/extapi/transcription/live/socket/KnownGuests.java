package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.identity.keys.KeyWatch;
import ai.bizcrush.extapi.identity.tokens.StreamTokens;
import ai.bizcrush.extapi.shared.Caller;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** The keeper of keys, as far as streams ask it. */
@Component
final class KnownGuests implements Guests {

  private final StreamTokens tokens;
  private final KeyWatch keys;

  KnownGuests(StreamTokens tokens, KeyWatch keys) {
    this.tokens = tokens;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Caller> redeem(String token) {
    return tokens.redeem(token);
  }

  @Override
  public boolean isWelcome(Caller caller) {
    return keys.stillValid(caller);
  }
}
