package ai.bizcrush.extapi.identity.provisioning;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** One entry of {@code extapi.provisioning.users}, as it was written: nothing is checked yet. */
record ProvisionedUser(
    @Nullable String email,
    @Nullable String displayName,
    @Nullable String password,
    @Nullable String passwordHash,
    @DefaultValue List<ProvisionedKey> apiKeys) {

  /** Keeps the secrets out of logs and exception messages. */
  @Override
  public String toString() {
    return "ProvisionedUser[***]";
  }

  /** One of its {@code api-keys}. */
  record ProvisionedKey(@DefaultValue("provisioned") String name, @Nullable String key) {

    /** Keeps the secrets out of logs and exception messages. */
    @Override
    public String toString() {
      return "ProvisionedKey[***]";
    }
  }
}
