package ai.bizcrush.extapi.shared;

import java.security.SecureRandom;

/** A user: ten characters from {@code 0-9A-Za-z}, for example {@code 0J56UlxXAS}. */
public record UserId(String value) {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  public UserId {
    if (value.length() != 10 || !value.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
      throw new IllegalArgumentException("not a user id");
    }
  }

  /** A new random id. */
  public static UserId random() {
    var id = new StringBuilder(10);
    for (int i = 0; i < 10; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new UserId(id.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
