package ai.bizcrush.extapi.transcription.live.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret by which a client resumes its recording: 256 random bits, of which we keep a hash. */
record ResumeToken(String text) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  static ResumeToken next() {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return new ResumeToken(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** What is stored of it: SHA-256. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
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
