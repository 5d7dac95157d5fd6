package ai.bizcrush.extapi.identity.tokens;

import java.time.Instant;

/**
 * A token that was just made.
 *
 * @param token what the client sends; this is the only time that it can be shown
 */
record IssuedStreamToken(String token, Instant expiresAt) {

  /** Keeps the token out of logs and exception messages. */
  @Override
  public String toString() {
    return "IssuedStreamToken[" + expiresAt + "]";
  }
}
