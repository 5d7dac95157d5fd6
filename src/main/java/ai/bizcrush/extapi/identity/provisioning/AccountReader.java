package ai.bizcrush.extapi.identity.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.identity.PasswordHash;
import ai.bizcrush.extapi.identity.keys.ApiKeys;
import ai.bizcrush.extapi.identity.provisioning.ProvisionedUser.ProvisionedKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Reads {@code extapi.provisioning.users}. They are bound and checked by hand, not as
 * {@code @ConfigurationProperties}: what Spring Boot prints about settings that it cannot bind or
 * that are not valid contains their values, and these are passwords and keys.
 */
class AccountReader {

  private static final String USERS = "extapi.provisioning.users";

  /** BCrypt ignores what comes after that. */
  private static final int LONGEST_PASSWORD_IN_BYTES = 72;

  private static final Pattern PASSWORD_HASH =
      Pattern.compile("\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./0-9A-Za-z]{53}");

  /** What can be sent in a header and in a query; the last four characters of it are shown. */
  private static final Pattern KEY = Pattern.compile("[!-~]{16,256}");

  private final Set<EmailAddress> emails = new HashSet<>();
  private final Set<String> secrets = new HashSet<>();

  /**
   * @throws InvalidProvisioning for the first setting that is not usable
   */
  static List<Account> read(Environment environment) {
    List<ProvisionedUser> users = bind(environment);
    var reader = new AccountReader();
    var accounts = new ArrayList<Account>();
    for (int i = 0; i < users.size(); i++) {
      accounts.add(reader.account(USERS + "[" + i + "]", users.get(i)));
    }
    return accounts;
  }

  private static List<ProvisionedUser> bind(Environment environment) {
    try {
      return Binder.get(environment)
          .bind(USERS, Bindable.listOf(ProvisionedUser.class))
          .orElse(List.of());
    } catch (BindException e) {
      // Without its cause, whose message may contain the value.
      throw new InvalidProvisioning(
          e.getName().toString(), "cannot be read: lists are numbered from [0] without a gap");
    }
  }

  private Account account(String property, ProvisionedUser user) {
    EmailAddress email = email(property + ".email", user.email());
    String displayName = absentIfBlank(user.displayName());
    String password = absentIfBlank(user.password());
    String passwordHash = absentIfBlank(user.passwordHash());
    check(
        password == null || passwordHash == null,
        property + ".password-hash",
        "must not be set beside a password");
    check(
        password == null || password.getBytes(UTF_8).length <= LONGEST_PASSWORD_IN_BYTES,
        property + ".password",
        "is longer than " + LONGEST_PASSWORD_IN_BYTES + " bytes");
    check(
        passwordHash == null || PASSWORD_HASH.matcher(passwordHash).matches(),
        property + ".password-hash",
        "is not a BCrypt hash that begins with {bcrypt}$2");
    return new Account(
        property,
        email,
        name(property + ".display-name", displayName == null ? email.localPart() : displayName),
        password,
        passwordHash == null ? null : new PasswordHash(passwordHash),
        keys(property + ".api-keys", user.apiKeys()));
  }

  private EmailAddress email(String property, @Nullable String text) {
    EmailAddress email =
        EmailAddress.parse(required(property, text))
            .orElseThrow(() -> new InvalidProvisioning(property, "is not an email address"));
    check(emails.add(email), property, "is another user's already");
    return email;
  }

  private List<Account.Key> keys(String property, List<ProvisionedKey> keys) {
    check(keys.size() <= ApiKeys.MOST, property, "has more than " + ApiKeys.MOST + " entries");
    var checked = new ArrayList<Account.Key>();
    for (int i = 0; i < keys.size(); i++) {
      checked.add(key(property + "[" + i + "]", keys.get(i)));
    }
    return checked;
  }

  private Account.Key key(String property, ProvisionedKey key) {
    String secret = required(property + ".key", key.key());
    check(
        KEY.matcher(secret).matches(),
        property + ".key",
        "is not 16 to 256 visible ASCII characters");
    check(secrets.add(secret), property + ".key", "is given twice");
    return new Account.Key(property + ".key", name(property + ".name", key.name()), secret);
  }

  private static Name name(String property, String text) {
    return Name.parse(text)
        .orElseThrow(
            () -> new InvalidProvisioning(property, "is not a name of 1 to 100 characters"));
  }

  private static String required(String property, @Nullable String text) {
    String present = absentIfBlank(text);
    if (present == null) {
      throw new InvalidProvisioning(property, "is missing");
    }
    return present;
  }

  private static @Nullable String absentIfBlank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static void check(boolean valid, String property, String reason) {
    if (!valid) {
      throw new InvalidProvisioning(property, reason);
    }
  }
}
