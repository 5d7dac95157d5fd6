package ai.bizcrush.extapi.identity;

import java.text.Normalizer;
import java.util.Optional;

/**
 * What a person calls somebody or something: NFC, trimmed, 1 to 100 code points, without control
 * characters and lone surrogates.
 */
public record Name(String value) {

  private static final int LONGEST = 100;

  /** Composing takes the square of the length. */
  private static final int LONGEST_UNCOMPOSED = 64 * LONGEST;

  public Name {
    if (!value.equals(normal(value)) || !allowed(value)) {
      throw new IllegalArgumentException("not a name");
    }
  }

  /** The name that is meant by a text, or nothing if it is not one. */
  public static Optional<Name> parse(String text) {
    return Optional.of(text)
        .filter(it -> it.length() <= LONGEST_UNCOMPOSED)
        .map(Name::normal)
        .filter(Name::allowed)
        .map(Name::new);
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
  }

  private static boolean allowed(String text) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= LONGEST
        && text.codePoints().noneMatch(Name::isForbidden);
  }

  private static boolean isForbidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.SURROGATE -> true;
      default -> false;
    };
  }
}
