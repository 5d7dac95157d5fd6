package ai.bizcrush.extapi.shared;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
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

  /** I, L and O are read as digits by some: an id is stored in one spelling. */
  private static boolean isAlias(int character) {
    return character == 'I' || character == 'L' || character == 'O';
  }
}
