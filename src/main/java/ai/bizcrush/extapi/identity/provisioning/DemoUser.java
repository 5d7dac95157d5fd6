package ai.bizcrush.extapi.identity.provisioning;

import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.identity.PasswordHash;
import ai.bizcrush.extapi.identity.User;
import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.identity.keys.ApiKeys;
import ai.bizcrush.extapi.site.PublicUrls;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a service that nobody has set up usable: a user with a random password and a key. */
@Component
class DemoUser {

  private static final EmailAddress EMAIL = new EmailAddress("demo@localhost");
  private static final Name NAME = new Name("Demo");
  private static final int PASSWORD_BYTES = 16;

  private final StartLock lock;
  private final Users users;
  private final ApiKeys keys;
  private final PasswordEncoder passwords;
  private final FirstRunSettings settings;
  private final PublicUrls urls;

  DemoUser(
      StartLock lock,
      Users users,
      ApiKeys keys,
      PasswordEncoder passwords,
      FirstRunSettings settings,
      PublicUrls urls) {
    this.lock = lock;
    this.users = users;
    this.keys = keys;
    this.passwords = passwords;
    this.settings = settings;
    this.urls = urls;
  }

  /**
   * Creates the demo user if the database is the embedded one and has no user at all. The file with
   * what it needs is written before the user is committed: a crash leaves no user, and then the
   * next start creates one and replaces the file, or a user whose key is in the file.
   */
  @Transactional
  public Optional<FirstRun> createIfAlone() {
    if (!settings.databaseIsEmbedded()) {
      return Optional.empty();
    }
    lock.acquire();
    return users.isEmpty() ? Optional.of(create()) : Optional.empty();
  }

  private FirstRun create() {
    String password = randomPassword();
    User user =
        users.create(NAME, new PasswordHash(Objects.requireNonNull(passwords.encode(password))));
    users.addVerifiedEmail(user.id(), EMAIL);
    String apiKey = keys.create(user.id(), NAME).secret();
    var firstRun = new FirstRun(EMAIL.value(), password, apiKey);
    settings.file().write(firstRun.block(urls.api()));
    return firstRun;
  }

  private static String randomPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
