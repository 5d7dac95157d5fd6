package ai.bizcrush.extapi.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a key, in hexadecimal. Keys are looked up by it, so that how long a look-up takes
 * says nothing about any key; 256 random bits need neither salt nor stretching.
 */
record KeyHash(String hex) {

  static KeyHash of(String secret) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
      return new KeyHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps the hash out of logs and exception messages. */
  @Override
  public String toString() {
    return "KeyHash[***]";
  }
}
