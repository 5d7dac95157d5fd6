package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who takes part in a meeting, with which rights. Each change is all or nothing and may be
 * repeated; all answer 404 to others than participants.
 */
@Component
class Participation {

  private final MeetingChanges changes;
  private final Invitations invitations;
  private final Users users;

  Participation(MeetingChanges changes, Invitations invitations, Users users) {
    this.changes = changes;
    this.invitations = invitations;
    this.users = users;
  }

  /**
   * @throws ApiException 403 unless a host or co-host asks; 400: one is nobody, or they are too
   *     many
   */
  @Transactional
  public Meeting add(UserId caller, MeetingId meeting, List<ListedId> ids) {
    return changes.change(
        caller,
        meeting,
        participants -> {
          participants.requireManager(caller);
          return invitations.extend(participants, caller, ids);
        });
  }

  /**
   * @throws ApiException 403 unless a host or co-host asks, or somebody removes themself; 400: the
   *     host is to be removed
   */
  @Transactional
  public Meeting remove(UserId caller, MeetingId meeting, List<ListedId> ids) {
    return changes.change(
        caller,
        meeting,
        participants -> {
          Set<ListedId> own = namesOf(caller);
          if (!own.containsAll(ids)) {
            participants.requireManager(caller);
          }
          var leaving = new HashSet<>(ids);
          if (ids.stream().anyMatch(own::contains)) {
            leaving.addAll(own);
          }
          return participants.without(leaving);
        });
  }

  /** Whoever leaves may name themself by any address of theirs, listed or not. */
  private Set<ListedId> namesOf(UserId user) {
    return Stream.concat(
            Stream.of(ListedId.of(user)), users.emails(user).stream().map(ListedId::of))
        .collect(Collectors.toSet());
  }

  /**
   * @throws ApiException 403 unless the host asks; 400: one is no participant, or the host
   */
  @Transactional
  public Meeting assignCoHosts(UserId caller, MeetingId meeting, List<ListedId> ids) {
    return changeAsHost(caller, meeting, participants -> participants.withCoHosts(ids));
  }

  /**
   * @throws ApiException 403 unless the host asks
   */
  @Transactional
  public Meeting removeCoHosts(UserId caller, MeetingId meeting, List<ListedId> ids) {
    return changeAsHost(caller, meeting, participants -> participants.withoutCoHosts(ids));
  }

  private Meeting changeAsHost(
      UserId caller, MeetingId meeting, UnaryOperator<Participants> change) {
    return changes.change(
        caller,
        meeting,
        participants -> {
          participants.requireHost(caller);
          return change.apply(participants);
        });
  }
}
