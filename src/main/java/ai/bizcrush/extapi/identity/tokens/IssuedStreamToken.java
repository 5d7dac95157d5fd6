package ai.bizcrush.extapi.identity.tokens;

import java.time.Instant;

/**
 * A token that was just made.
 *
 * @param token what the client sends; this is the only time that it can be shown
 * @param expiresAt until when the stream must be opened
 */
record IssuedStreamToken(String token, Instant expiresAt) {

  /** Keeps the token out of logs and exception messages. */
  @Override
  public String toString() {
    return "IssuedStreamToken[" + expiresAt + "]";
  }
}
