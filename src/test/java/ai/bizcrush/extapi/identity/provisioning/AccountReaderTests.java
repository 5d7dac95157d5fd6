package ai.bizcrush.extapi.identity.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.identity.Name;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class AccountReaderTests {

  private static final String USERS = "extapi.provisioning.users";
  private static final String SECRET = "sk-prod-0123456789";

  private final Map<String, Object> properties = new HashMap<>();

  @Test
  void anAccountHasAllThatIsSet() {
    set("[0].email", " Ann@Example.org ");
    set("[0].display-name", "Ann Lee");
    set("[0].password", "correct horse");
    set("[0].api-keys[0].name", "laptop");
    set("[0].api-keys[0].key", SECRET);

    Account account = read().getFirst();

    assertThat(account.email().value()).isEqualTo("ann@example.org");
    assertThat(account.displayName()).isEqualTo(new Name("Ann Lee"));
    assertThat(account.password()).isEqualTo("correct horse");
    assertThat(account.passwordHash()).isNull();
    assertThat(account.keys())
        .containsExactly(
            new Account.Key(USERS + "[0].api-keys[0].key", new Name("laptop"), SECRET));
  }

  @Test
  void anAddressAloneIsEnough() {
    set("[0].email", "ann@example.org");
    set("[0].password", "");

    Account account = read().getFirst();

    assertThat(account.displayName()).isEqualTo(new Name("ann"));
    assertThat(account.password()).isNull();
    assertThat(account.keys()).isEmpty();
  }

  @Test
  void thereMayBeNone() {
    assertThat(read()).isEmpty();
  }

  @Test
  void environmentVariablesAreTheSameTree() {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "systemEnvironment",
                Map.of(
                    "EXTAPI_PROVISIONING_USERS_0_EMAIL",
                    "ann@example.org",
                    "EXTAPI_PROVISIONING_USERS_0_APIKEYS_0_KEY",
                    SECRET)));

    assertThat(AccountReader.read(environment).getFirst().keys().getFirst().secret())
        .isEqualTo(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "[0].email, '', [0].email is missing",
    "[0].email, ann, [0].email is not an email address",
    "[0].display-name, 'a\u0000', [0].display-name is not a name of 1 to 100 characters",
    "[0].api-keys[0].key, '', [0].api-keys[0].key is missing",
    "[0].api-keys[0].key, short-secret, "
        + "[0].api-keys[0].key is not 16 to 256 visible ASCII characters",
    "[0].api-keys[0].key, sk-prod-with a blank, "
        + "[0].api-keys[0].key is not 16 to 256 visible ASCII characters",
    "[0].api-keys[0].name, '', [0].api-keys[0].name is not a name of 1 to 100 characters",
    "[0].password-hash, {noop}plain, "
        + "[0].password-hash is not a BCrypt hash that begins with {bcrypt}$2",
  })
  void anInvalidSettingIsNamedWithoutItsValue(String property, String value, String message) {
    set("[0].email", "ann@example.org");
    set("[0].api-keys[0].key", SECRET);
    set(property, value);

    assertInvalid(message);
  }

  @Test
  void aPasswordHasAtMost72Bytes() {
    set("[0].email", "ann@example.org");
    set("[0].password", "ü".repeat(36) + "x");

    assertInvalid("[0].password is longer than 72 bytes");
  }

  @Test
  void aPasswordIsGivenInOneWay() {
    set("[0].email", "ann@example.org");
    set("[0].password", "secret");
    set("[0].password-hash", "{bcrypt}$2a$10$secret");

    assertInvalid("[0].password-hash must not be set beside a password");
  }

  @Test
  void anAddressIsGivenOnce() {
    set("[0].email", "ann@example.org");
    set("[1].email", "ANN@example.org");

    assertInvalid("[1].email is another user's already");
  }

  @Test
  void aKeyIsGivenOnce() {
    set("[0].email", "ann@example.org");
    set("[0].api-keys[0].key", SECRET);
    set("[1].email", "bob@example.org");
    set("[1].api-keys[0].key", SECRET);

    assertInvalid("[1].api-keys[0].key is given twice");
  }

  @Test
  void aUserHasAtMostFiveKeys() {
    set("[0].email", "ann@example.org");
    for (int i = 0; i < 6; i++) {
      set("[0].api-keys[%d].key".formatted(i), SECRET + i);
    }

    assertInvalid("[0].api-keys has more than 5 entries");
  }

  @Test
  void aGapInAListIsNamedWithoutWhatFollowsIt() {
    set("[0].email", "ann@example.org");
    set("[2].password", "secret");

    assertInvalid(" cannot be read");
  }

  @Test
  void textInPlaceOfAListIsNotRepeated() {
    set("", "[{\"password\": \"secret\"}]");

    assertInvalid(" cannot be read");
  }

  private void set(String property, String value) {
    properties.put(USERS + property, value);
  }

  private List<Account> read() {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return AccountReader.read(environment);
  }

  private void assertInvalid(String message) {
    assertThatExceptionOfType(InvalidProvisioning.class)
        .isThrownBy(this::read)
        .withMessageStartingWith(USERS + message)
        .withMessageNotContainingAny("secret", "ann@", "plain", SECRET)
        .withNoCause();
  }
}
