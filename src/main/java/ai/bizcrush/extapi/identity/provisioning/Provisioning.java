package ai.bizcrush.extapi.identity.provisioning;

import ai.bizcrush.extapi.identity.PasswordHash;
import ai.bizcrush.extapi.identity.User;
import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.identity.keys.ApiKeys;
import ai.bizcrush.extapi.identity.keys.TooManyApiKeys;
import ai.bizcrush.extapi.shared.UserId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Creates what is missing of an account; what is there stays as it is. */
@Component
class Provisioning {

  private static final Logger log = LoggerFactory.getLogger(Provisioning.class);

  private final StartLock lock;
  private final Users users;
  private final ApiKeys keys;
  private final PasswordEncoder passwords;

  Provisioning(StartLock lock, Users users, ApiKeys keys, PasswordEncoder passwords) {
    this.lock = lock;
    this.users = users;
    this.keys = keys;
    this.passwords = passwords;
  }

  /**
   * @throws InvalidProvisioning if the user has no room for a key, or it is another's
   */
  @Transactional
  public void provision(Account account) {
    lock.acquire();
    User user = users.findByEmail(account.email()).orElseGet(() -> create(account));
    account.keys().forEach(key -> provision(user.id(), key));
  }

  private User create(Account account) {
    User user = users.create(account.displayName(), passwordHash(account));
    users.addVerifiedEmail(user.id(), account.email());
    log.info("Created user {} from {}", user.id(), account.property());
    return user;
  }

  private @Nullable PasswordHash passwordHash(Account account) {
    return account.password() == null
        ? account.passwordHash()
        : new PasswordHash(Objects.requireNonNull(passwords.encode(account.password())));
  }

  private void provision(UserId user, Account.Key key) {
    Optional<UserId> owner = keys.ownerOf(key.secret());
    if (owner.isPresent() && !owner.get().equals(user)) {
      throw new InvalidProvisioning(key.property(), "is another user's already");
    }
    if (owner.isEmpty()) {
      try {
        keys.add(user, key.name(), key.secret());
      } catch (TooManyApiKeys e) {
        throw new InvalidProvisioning(
            key.property(), "is one more than the " + ApiKeys.MOST + " keys that a user may have");
      }
    }
  }
}
