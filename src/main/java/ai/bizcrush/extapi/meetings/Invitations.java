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

  Invitations(Users users, AddressLocks locks) {
    this.users = users;
    this.locks = locks;
  }

  /**
   * The entries for a list. Must be called in the transaction that stores them: an address that is
   * verified meanwhile waits for it.
   *
   * @param inviter whose own addresses are theirs at once
   * @param field to name in a refusal
   * @throws ApiException 400: there is no user with one of the ids
   */
  List<Participant> entries(UserId inviter, String field, List<ListedId> ids) {
    var addresses = ids.stream().map(ListedId::address).flatMap(Optional::stream).toList();
    locks.share(addresses);
    var owners = users.owners(addresses);
    var known = users.existing(ids.stream().map(ListedId::user).flatMap(Optional::stream).toList());
    return ids.stream()
        .map(
            id -> {
              @Nullable UserId user = id.address().map(owners::get).or(id::user).orElse(null);
              if (id.user().isPresent() && !known.contains(user)) {
                throw ApiException.invalid("Invalid " + field);
              }
              return new Participant(id, user, inviter.equals(user), false);
            })
        .toList();
  }
}
