package ai.bizcrush.extapi.meetings.people;

import java.time.Instant;
import java.util.Comparator;

/**
 * Somebody whom the caller has met, as clients see them. What is not known is {@code ""}: nothing
 * is known of companies and LinkedIn ids as long as no contacts are discovered.
 *
 * @param email the address by which they were invited to the last common meeting, if they were
 * @param userId of somebody who has opened a common meeting
 * @param lastMetAt when the last common meeting began
 */
record Person(
    String name,
    String email,
    String userId,
    String companyName,
    String companyPosition,
    String linkedinId,
    Instant lastMetAt) {

  /** As PostgreSQL's collation "C" has it, which Java's order of strings is not. */
  private static final Comparator<String> CODE_POINTS =
      (a, b) -> {
        int same = 0;
        while (same < a.length() && same < b.length() && a.charAt(same) == b.charAt(same)) {
          same++;
        }
        if (same == a.length() || same == b.length()) {
          return a.length() - b.length();
        }
        boolean inside = same > 0 && Character.isHighSurrogate(a.charAt(same - 1));
        int at = inside ? same - 1 : same;
        return Integer.compare(a.codePointAt(at), b.codePointAt(at));
      };

  private static final Comparator<PeoplePlace> PLACES =
      Comparator.comparing(PeoplePlace::name, CODE_POINTS)
          .thenComparing(PeoplePlace::email, CODE_POINTS);

  /** Those who share a place stay in one order. */
  static final Comparator<Person> ORDER =
      Comparator.comparing(Person::place, PLACES).thenComparing(Person::userId);

  static Person of(String name, String email, String userId, Instant lastMetAt) {
    return new Person(name, email, userId, "", "", "", lastMetAt);
  }

  PeoplePlace place() {
    return new PeoplePlace(name, email);
  }

  boolean isAfter(PeoplePlace place) {
    return PLACES.compare(place(), place) > 0;
  }
}
