package ai.bizcrush.extapi.meetings.people;

import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.identity.Profile;
import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whom a user has met in meetings. Somebody who has opened a common meeting is shown with their
 * name, their id and one address; somebody who has not is the address by which they were invited,
 * whether it is a user's or not. Strangers have no name: they come before all others.
 */
@Component
class People {

  private static final PeoplePlace FIRST = new PeoplePlace("", "");

  /** Where nearly all of them are shown by name, a short page is no reason for many queries. */
  private static final int STRANGERS_AT_ONCE = 200;

  private final Encounters encounters;
  private final Users users;

  People(Encounters encounters, Users users) {
    this.encounters = encounters;
    this.users = users;
  }

  /** The next of them, in the order of pages; more only where people share a name. */
  List<Person> after(PeoplePlace place, UserId user, int most) {
    var next = new ArrayList<Person>();
    if (place.name().isEmpty()) {
      addStrangers(next, place.email(), user, most);
    }
    if (next.size() < most) {
      next.addAll(known(place, user, most - next.size()));
    }
    return next;
  }

  /** From the beginning. */
  List<Person> first(UserId user, int most) {
    return after(FIRST, user, most);
  }

  private void addStrangers(List<Person> next, String after, UserId user, int most) {
    int atOnce = Math.max(most, STRANGERS_AT_ONCE);
    List<Person> found;
    do {
      found = encounters.strangers(user, after, atOnce);
      var shown = shownAddresses(found, user);
      found.stream()
          .filter(stranger -> !shown.contains(stranger.email()))
          .limit(most - next.size())
          .forEach(next::add);
      after = found.isEmpty() ? after : found.getLast().email();
    } while (next.size() < most && found.size() == atOnce);
  }

  /** Those of the addresses by which somebody is shown who has come, and was not invited by it. */
  private Set<String> shownAddresses(List<Person> strangers, UserId user) {
    var addresses = strangers.stream().map(person -> new EmailAddress(person.email())).toList();
    var owners = Set.copyOf(users.owners(addresses).values());
    return persons(users.profiles(owners), user).stream()
        .map(Person::email)
        .collect(Collectors.toSet());
  }

  private List<Person> known(PeoplePlace place, UserId user, int most) {
    var profiles = users.profilesByName(encounters.known(user), place.name(), most);
    return persons(profiles, user).stream()
        .filter(person -> person.isAfter(place))
        .sorted(Person.ORDER)
        .toList();
  }

  /** Those who have come. */
  private List<Person> persons(List<Profile> profiles, UserId user) {
    if (profiles.isEmpty()) {
      return List.of();
    }
    var met =
        encounters.of(user, profiles.stream().map(Profile::id).toList()).stream()
            .collect(Collectors.groupingBy(Encounter::user));
    return profiles.stream()
        .filter(profile -> met.containsKey(profile.id()))
        .map(profile -> person(profile, met.getOrDefault(profile.id(), List.of())))
        .toList();
  }

  private static Person person(Profile profile, List<Encounter> met) {
    String invitedAs =
        met.stream()
            .filter(encounter -> encounter.email() != null)
            .max(Comparator.comparing(Encounter::at).thenComparing(e -> String.valueOf(e.email())))
            .map(Encounter::email)
            .orElse(null);
    var own = profile.email();
    String email = invitedAs != null ? invitedAs : own == null ? "" : own.value();
    Instant last = met.stream().map(Encounter::at).max(Comparator.naturalOrder()).orElseThrow();
    return Person.of(profile.displayName().value(), email, profile.id().value(), last);
  }
}
