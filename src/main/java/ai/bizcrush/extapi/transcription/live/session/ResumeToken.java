package ai.bizcrush.extapi.transcription.live.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a client resumes its recording by: a secret of 256 random bits, of which we keep a hash, and
 * how many finals the client had when it got the token.
 *
 * @param secret base64
 * @param finals of the recording, the first ones
 */
record ResumeToken(String secret, int finals) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final char SEPARATOR = '.';

  static ResumeToken next() {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return new ResumeToken(Base64.getUrlEncoder().withoutPadding().encodeToString(secret), 0);
  }

  /** A token that a client sent, whatever it is. */
  static ResumeToken parse(String text) {
    int dot = text.lastIndexOf(SEPARATOR);
    try {
      return dot < 0
          ? new ResumeToken(text, 0)
          : new ResumeToken(
              text.substring(0, dot), Math.max(0, Integer.parseInt(text.substring(dot + 1))));
    } catch (NumberFormatException e) {
      return new ResumeToken(text, 0);
    }
  }

  /** The same recording, later. */
  ResumeToken after(int moreFinals) {
    return new ResumeToken(secret, moreFinals);
  }

  /** As clients get it. */
  String text() {
    return secret + SEPARATOR + finals;
  }

  /** What is stored of it: SHA-256. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JRE has SHA-256", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ResumeToken";
  }
}
