package ai.bizcrush.extapi.identity.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A token as the client holds it: 256 random bits behind a prefix. */
record StreamToken(String text) {

  private static final String PREFIX = "st-";
  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static StreamToken next() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return new StreamToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** The SHA-256 by which it is stored, in hexadecimal. */
  String hash() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps the token out of logs and exception messages. */
  @Override
  public String toString() {
    return "StreamToken[***]";
  }
}
