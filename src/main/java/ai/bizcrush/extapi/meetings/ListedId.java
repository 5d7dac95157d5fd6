package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.UserId;
import java.util.List;
import java.util.Optional;

/** How a participant is named in requests and replies: {@code em:} and an address, or a user id. */
record ListedId(String value) {

  private static final String EMAIL = "em:";

  static ListedId of(UserId user) {
    return new ListedId(user.value());
  }

  static ListedId of(EmailAddress address) {
    return new ListedId(EMAIL + address.value());
  }

  /**
   * Reads what a client lists, in its order and without repetitions.
   *
   * @throws ApiException 400 {@code Invalid <field>}: one of them is neither
   */
  static List<ListedId> parse(String field, List<String> texts) {
    return texts.stream()
        .map(text -> parse(text).orElseThrow(() -> ApiException.invalid("Invalid " + field)))
        .distinct()
        .toList();
  }

  private static Optional<ListedId> parse(String text) {
    String id = text.strip();
    if (id.regionMatches(true, 0, EMAIL, 0, EMAIL.length())) {
      return EmailAddress.parse(id.substring(EMAIL.length())).map(ListedId::of);
    }
    try {
      return Optional.of(of(new UserId(id)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The address, if it is one. */
  Optional<EmailAddress> address() {
    return value.startsWith(EMAIL)
        ? Optional.of(new EmailAddress(value.substring(EMAIL.length())))
        : Optional.empty();
  }

  /** The user, if it is an id. */
  Optional<UserId> user() {
    return value.startsWith(EMAIL) ? Optional.empty() : Optional.of(new UserId(value));
  }

  /** Keeps addresses out of logs and exception messages. */
  @Override
  public String toString() {
    return "ListedId[***]";
  }
}
