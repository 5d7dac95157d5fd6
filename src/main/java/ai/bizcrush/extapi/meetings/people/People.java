package ai.bizcrush.extapi.meetings.people;

import ai.bizcrush.extapi.identity.Profile;
import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Whom a user has met in meetings. Somebody who has opened a common meeting is shown with their
 * name, their id and one address; somebody who has not is the address by which they were invited,
 * whether it is a user's or not.
 */
@Component
class People {

  private final Encounters encounters;
  private final Users users;

  People(Encounters encounters, Users users) {
    this.encounters = encounters;
    this.users = users;
  }

  /** All of them, each once, in the order of pages. */
  List<Person> of(UserId user) {
    var met = encounters.of(user);
    var known = known(met);
    var addresses = known.stream().map(Person::email).collect(Collectors.toSet());
    return Stream.concat(known.stream(), strangers(met, addresses)).sorted(Person.ORDER).toList();
  }

  private List<Person> known(List<Encounter> met) {
    Map<UserId, List<Encounter>> byUser = new HashMap<>();
    for (var encounter : met) {
      if (encounter.user() != null) {
        byUser.computeIfAbsent(encounter.user(), u -> new ArrayList<>()).add(encounter);
      }
    }
    return users.profiles(byUser.keySet()).stream()
        .map(profile -> person(profile, byUser.getOrDefault(profile.id(), List.of())))
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

  private static Stream<Person> strangers(List<Encounter> met, Set<String> known) {
    return met.stream()
        .filter(encounter -> encounter.user() == null && !known.contains(encounter.email()))
        .map(encounter -> Person.of("", String.valueOf(encounter.email()), "", encounter.at()));
  }
}
