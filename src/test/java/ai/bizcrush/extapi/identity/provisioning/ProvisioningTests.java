package ai.bizcrush.extapi.identity.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.identity.Replica;
import ai.bizcrush.extapi.identity.User;
import ai.bizcrush.extapi.identity.keys.ApiKey;
import ai.bizcrush.extapi.identity.keys.ApiKeys;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Credentials;
import ai.bizcrush.extapi.web.Authenticator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class ProvisioningTests {

  private static final EmailAddress ANN = new EmailAddress("ann@example.org");
  private static final String SECRET = "sk-prod-0123456789";

  private final TestDatabase database = TestDatabase.create();
  private final Map<String, Object> properties =
      new HashMap<>(
          Map.of(
              "extapi.provisioning.users[0].email", ANN.value(),
              "extapi.provisioning.users[0].display-name", "Ann Lee",
              "extapi.provisioning.users[0].password", "correct horse",
              "extapi.provisioning.users[0].api-keys[0].name", "laptop",
              "extapi.provisioning.users[0].api-keys[0].key", SECRET));

  @Test
  void aUserThatIsAbsentIsCreatedWithAVerifiedAddressAPasswordAndKeys() {
    try (Replica replica = start()) {
      User ann = ann(replica);

      assertThat(ann.displayName()).isEqualTo(new Name("Ann Lee"));
      assertThat(replica.get(PasswordEncoder.class).matches("correct horse", passwordHash(replica)))
          .isTrue();
      assertThat(replica.get(ApiKeys.class).list(ann.id()))
          .extracting(ApiKey::name, ApiKey::lastFour)
          .containsExactly(tuple(new Name("laptop"), "6789"));
      var credentials = Credentials.of(List.of(SECRET), List.of(), List.of());
      assertThat(replica.get(Authenticator.class).authenticate(credentials).toCompletableFuture())
          .succeedsWithin(Duration.ofSeconds(10))
          .extracting(Caller::user)
          .isEqualTo(ann.id());
    }
  }

  @Test
  void aPasswordHashIsTakenAsItIs() {
    String hash = "{bcrypt}$2y$10$" + "a".repeat(53);
    properties.remove("extapi.provisioning.users[0].password");
    properties.put("extapi.provisioning.users[0].password-hash", hash);

    try (Replica replica = start()) {
      assertThat(passwordHash(replica)).isEqualTo(hash);
    }
  }

  @Test
  void whatIsThereIsNotOverwritten() {
    User before;
    String hash;
    try (Replica replica = start()) {
      before = ann(replica);
      hash = passwordHash(replica);
    }
    properties.put("extapi.provisioning.users[0].display-name", "Somebody else");
    properties.put("extapi.provisioning.users[0].password", "another password");
    properties.put("extapi.provisioning.users[0].api-keys[0].name", "renamed");

    try (Replica replica = start()) {
      assertThat(ann(replica)).isEqualTo(before);
      assertThat(passwordHash(replica)).isEqualTo(hash);
      assertThat(replica.get(ApiKeys.class).list(before.id()))
          .extracting(ApiKey::name)
          .containsExactly(new Name("laptop"));
    }
  }

  @Test
  void aKeyAddedLaterIsCreated() {
    start().close();
    properties.put("extapi.provisioning.users[0].api-keys[1].key", SECRET + "later");

    try (Replica replica = start()) {
      assertThat(replica.get(ApiKeys.class).list(ann(replica).id())).hasSize(2);
    }
  }

  @Test
  void aRevokedKeyDoesNotComeBack() {
    try (Replica replica = start()) {
      ApiKeys keys = replica.get(ApiKeys.class);
      keys.revoke(ann(replica).id(), keys.list(ann(replica).id()).getFirst().id());
    }

    try (Replica replica = start()) {
      assertThat(replica.get(ApiKeys.class).list(ann(replica).id())).isEmpty();
    }
  }

  @Test
  void replicasThatStartAtOnceCreateEverythingOnce() throws Exception {
    Callable<Replica> start = this::start;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Replica>> starts =
          threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> start).toList());

      for (Future<Replica> started : starts) {
        try (Replica replica = started.get()) {
          assertThat(count(replica, "app_user")).isOne();
          assertThat(count(replica, "verified_email")).isOne();
          assertThat(count(replica, "api_key")).isOne();
        }
      }
    }
  }

  @Test
  void aKeyOfAnotherUserIsRefused() {
    start().close();
    properties.put("extapi.provisioning.users[0].email", "bob@example.org");

    assertInvalid("extapi.provisioning.users[0].api-keys[0].key is another user's already");
  }

  @Test
  void aKeyForWhichThereIsNoRoomIsRefused() {
    try (Replica replica = start()) {
      IntStream.range(0, 4)
          .forEach(i -> replica.get(ApiKeys.class).create(ann(replica).id(), new Name("own")));
    }
    properties.put("extapi.provisioning.users[0].api-keys[1].key", SECRET + "later");

    assertInvalid(
        "extapi.provisioning.users[0].api-keys[1].key"
            + " is one more than the 5 keys that a user may have");
  }

  private Replica start() {
    return Replica.on(database, properties);
  }

  private void assertInvalid(String message) {
    assertThatExceptionOfType(InvalidProvisioning.class)
        .isThrownBy(this::start)
        .withMessage(message);
  }

  private static User ann(Replica replica) {
    return replica.users().findByEmail(ANN).orElseThrow();
  }

  private static String passwordHash(Replica replica) {
    return replica.jdbc().sql("select password_hash from app_user").query(String.class).single();
  }

  private static int count(Replica replica, String table) {
    return replica.jdbc().sql("select count(*) from " + table).query(Integer.class).single();
  }
}
