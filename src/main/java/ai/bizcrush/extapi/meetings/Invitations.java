package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out whom a client means who lists participants. */
@Component
class Invitations {

  private final Users users;
  private final AddressLocks locks;
  private final MeetingPolicy policy;

  Invitations(Users users, AddressLocks locks, MeetingPolicy policy) {
    this.users = users;
    this.locks = locks;
    this.policy = policy;
  }

  /**
   * The participants and those whom the ids name. Must be called in the transaction that stores
   * them: an address that is verified meanwhile waits for it.
   *
   * @param inviter whose own addresses are theirs at once
   * @throws ApiException 400: there is no user with one of the ids, or they are too many
   */
  Participants extend(Participants participants, UserId inviter, List<ListedId> ids) {
    var more = participants.with(entries(inviter, ids));
    if (more.entries().size() > policy.mostParticipants()) {
      throw ApiException.invalid("Too many participants");
    }
    return more;
  }

  private List<Participant> entries(UserId inviter, List<ListedId> ids) {
    if (ids.size() > policy.mostParticipants()) {
      throw ApiException.invalid("Too many participants");
    }
    var addresses = ids.stream().map(ListedId::address).flatMap(Optional::stream).toList();
    locks.share(addresses);
    var owners = users.owners(addresses);
    var named = ids.stream().map(ListedId::user).flatMap(Optional::stream).toList();
    if (users.existing(named).size() < named.size()) {
      throw ApiException.invalid("Invalid participant_ids");
    }
    return ids.stream()
        .map(
            id -> {
              @Nullable UserId user = id.address().map(owners::get).or(id::user).orElse(null);
              return new Participant(id, user, inviter.equals(user), false);
            })
        .toList();
  }
}
