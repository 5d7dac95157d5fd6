package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Who takes part in a meeting, and with which rights. Entries are found by what was listed and by
 * what is shown, never by what only this service knows: a reply must not tell whose an address is
 * before they opened the meeting.
 *
 * @param host cannot be removed
 * @param entries the host's first
 */
record Participants(UserId host, List<Participant> entries) {

  Participants {
    entries = List.copyOf(entries);
  }

  static Participants of(UserId host) {
    return new Participants(host, List.of(new Participant(ListedId.of(host), host, true, false)));
  }

  boolean includes(UserId user) {
    return entries.stream().anyMatch(entry -> entry.is(user));
  }

  /** Whether the user may add and remove others. */
  boolean isManagedBy(UserId user) {
    return host.equals(user) || entries.stream().anyMatch(e -> e.is(user) && e.coHost());
  }

  /**
   * @throws ApiException 403: neither host nor co-host
   */
  void requireManager(UserId user) {
    if (!isManagedBy(user)) {
      throw ApiException.forbidden();
    }
  }

  /**
   * @throws ApiException 403: not the host
   */
  void requireHost(UserId user) {
    if (!host.equals(user)) {
      throw ApiException.forbidden();
    }
  }

  /** Each person once, as replies show them. */
  List<ListedId> shown() {
    return shown(entry -> true);
  }

  List<ListedId> coHosts() {
    return shown(Participant::coHost);
  }

  private List<ListedId> shown(Predicate<Participant> which) {
    return entries.stream().filter(which).map(Participant::shown).distinct().toList();
  }

  /** Whether an id names somebody in the list. */
  boolean lists(ListedId id) {
    return entries.stream().anyMatch(entry -> isNamed(entry, id));
  }

  private static boolean isNamed(Participant entry, ListedId id) {
    return entry.listed().equals(id) || entry.shown().equals(id);
  }

  /** Opened by the user: from now on they are shown by their id. */
  Participants openedBy(UserId user) {
    return replace(entry -> entry.is(user) ? entry.open() : entry);
  }

  /** With those who are not listed yet. */
  Participants with(List<Participant> more) {
    var all = new ArrayList<>(entries);
    more.stream().filter(entry -> !lists(entry.listed())).forEach(all::add);
    return new Participants(host, all);
  }

  /**
   * Without those whom the ids name; whoever is not in the list is not missed.
   *
   * @throws ApiException 400: the host is among them
   */
  Participants without(Collection<ListedId> ids) {
    var leaving = named(ids);
    if (leaving.contains(ListedId.of(host))) {
      throw ApiException.invalid("The host cannot be removed");
    }
    return new Participants(
        host, entries.stream().filter(e -> !leaving.contains(e.shown())).toList());
  }

  /**
   * With co-hosts.
   *
   * @throws ApiException 400: one is not in the list, or the host
   */
  Participants withCoHosts(Collection<ListedId> ids) {
    var chosen = named(ids);
    if (!ids.stream().allMatch(this::lists)) {
      throw ApiException.invalid("A co-host must be a participant");
    }
    if (chosen.contains(ListedId.of(host))) {
      throw ApiException.invalid("The host cannot be a co-host");
    }
    return replace(e -> chosen.contains(e.shown()) ? e.withCoHost(true) : e);
  }

  Participants withoutCoHosts(Collection<ListedId> ids) {
    var chosen = named(ids);
    return replace(e -> chosen.contains(e.shown()) ? e.withCoHost(false) : e);
  }

  /** As they are shown: all entries of one person that may be known to be one. */
  private Set<ListedId> named(Collection<ListedId> ids) {
    var wanted = new HashSet<>(ids);
    var shown = new HashSet<ListedId>();
    for (var entry : entries) {
      if (Stream.of(entry.listed(), entry.shown()).anyMatch(wanted::contains)) {
        shown.add(entry.shown());
      }
    }
    return shown;
  }

  private Participants replace(UnaryOperator<Participant> change) {
    return new Participants(host, entries.stream().map(change).toList());
  }
}
