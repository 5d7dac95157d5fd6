package ai.bizcrush.extapi.identity;

import java.util.Locale;
import java.util.Optional;

/**
 * One address in its normal form: trimmed, lower-cased, one {@code @} with something on both sides,
 * at most 254 characters; no display name, no white space, no control character. Two addresses are
 * the same exactly when they are equal.
 */
public record EmailAddress(String value) {

  private static final int LONGEST = 254;

  /** Allowed inside quotes only, which nobody uses but to smuggle in a name or a second address. */
  private static final String SPECIALS = "\"(),:;<>[\\]";

  public EmailAddress {
    if (!value.equals(normal(value)) || !allowed(value)) {
      throw new IllegalArgumentException("not an email address");
    }
  }

  /** The address that is meant by a text, or nothing if it is not exactly one. */
  public static Optional<EmailAddress> parse(String text) {
    return Optional.of(text)
        .map(EmailAddress::normal)
        .filter(EmailAddress::allowed)
        .map(EmailAddress::new);
  }

  /** What stands before the {@code @}. */
  public String localPart() {
    return value.substring(0, value.indexOf('@'));
  }

  private static String normal(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean allowed(String text) {
    int at = text.indexOf('@');
    return at > 0
        && at == text.lastIndexOf('@')
        && at < text.length() - 1
        && text.length() <= LONGEST
        && text.codePoints().noneMatch(EmailAddress::isForbidden);
  }

  private static boolean isForbidden(int codePoint) {
    return SPECIALS.indexOf(codePoint) >= 0
        || Character.isWhitespace(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.SPACE_SEPARATOR,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }

  /** Keeps the address out of logs and exception messages. */
  @Override
  public String toString() {
    return "EmailAddress[***]";
  }
}
