package ai.bizcrush.extapi.identity.provisioning;

import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.identity.PasswordHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account that the operator wants to exist.
 *
 * @param property where it was read, for messages
 * @param password to be hashed if the account must be created; not both it and a hash
 */
record Account(
    String property,
    EmailAddress email,
    Name displayName,
    @Nullable String password,
    @Nullable PasswordHash passwordHash,
    List<Key> keys) {

  /** Keeps the secrets out of logs and exception messages. */
  @Override
  public String toString() {
    return "Account[" + property + "]";
  }

  /**
   * A key that the account is to have.
   *
   * @param property where it was read, for messages
   */
  record Key(String property, Name name, String secret) {

    /** Keeps the secrets out of logs and exception messages. */
    @Override
    public String toString() {
      return "Key[" + property + "]";
    }
  }
}
