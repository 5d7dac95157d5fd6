package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.UserId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
          if (participants.isManagedBy(caller)) {
            return participants.without(ids);
          }
          requireSelf(caller, ids);
          return participants.without(List.of(ListedId.of(caller)));
        });
  }

  /** Whoever leaves may name themself by any address of theirs, listed or not. */
  private void requireSelf(UserId caller, List<ListedId> ids) {
    ListedId self = ListedId.of(caller);
    boolean others =
        ids.stream()
            .filter(id -> !id.equals(self))
            .map(ListedId::address)
            .anyMatch(address -> !address.map(a -> isOf(caller, a)).orElse(false));
    if (others) {
      throw ApiException.forbidden();
    }
  }

  private boolean isOf(UserId user, EmailAddress address) {
    return Optional.ofNullable(users.owners(List.of(address)).get(address))
        .filter(user::equals)
        .isPresent();
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
