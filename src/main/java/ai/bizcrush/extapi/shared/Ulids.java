package ai.bizcrush.extapi.shared;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Identifiers of everything but users: 26 characters of Crockford base 32, sortable by time. */
public final class Ulids {

  private Ulids() {}

  /** A new ULID, greater than every one made before it in this process. */
  public static String next() {
    return UlidCreator.getMonotonicUlid().toString();
  }

  /** A ULID that a client sent, in any case, as it is stored; empty when it is none. */
  public static Optional<String> parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return upper.length() == 26 && Ulid.isValid(upper) && upper.chars().noneMatch(Ulids::isAlias)
        ? Optional.of(upper)
        : Optional.empty();
  }

  /** When it was made, to the millisecond. */
  public static Instant time(String ulid) {
    return Ulid.getInstant(ulid);
  }

  /**
   * The ULID of a thing that has none of its own: always the same for a name under another ULID,
   * whose time it has.
   */
  public static String derived(String parent, String name) {
    byte[] digest = sha256(parent + '\n' + name);
    return new Ulid(Ulid.getTime(parent), Arrays.copyOf(digest, Ulid.RANDOM_BYTES)).toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** I, L and O are read as digits by some: an id is stored in one spelling. */
  private static boolean isAlias(int character) {
    return character == 'I' || character == 'L' || character == 'O';
  }
}
