package ai.bizcrush.extapi.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.identity.Replica;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.UserId;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiKeysTests {

  private static final Name LAPTOP = new Name("laptop");

  private final Replica replica = Replica.on(TestDatabase.create());
  private final ApiKeys keys = replica.get(ApiKeys.class);
  private final UserId ann = replica.users().create(new Name("Ann"), null).id();
  private final UserId bob = replica.users().create(new Name("Bob"), null).id();

  @AfterEach
  void close() {
    replica.close();
  }

  @Test
  void aKeyIs256RandomBitsBehindAPrefix() {
    String secret = keys.create(ann, LAPTOP).secret();

    assertThat(secret).startsWith("sk-prod-").hasSize("sk-prod-".length() + 43);
    assertThat(Base64.getUrlDecoder().decode(secret.substring("sk-prod-".length()))).hasSize(32);
    assertThat(keys.create(ann, LAPTOP).secret()).isNotEqualTo(secret);
  }

  @Test
  void ofAKeyOnlyItsHashAndItsLastFourCharactersAreStored() {
    IssuedApiKey issued = keys.create(ann, LAPTOP);

    var row = replica.jdbc().sql("select * from api_key").query().singleRow();

    assertThat(row.values())
        .filteredOn(Objects::nonNull)
        .extracting(Object::toString)
        .contains(KeyHash.of(issued.secret()).hex())
        .noneMatch(stored -> stored.contains(issued.secret().substring(8, 47)));
    assertThat(row).containsEntry("last_four", issued.secret().substring(47));
  }

  @Test
  void theHashIsAPlainSha256() {
    assertThat(KeyHash.of("abc").hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aUserSeesTheirOwnLiveKeysOldestFirst() {
    IssuedApiKey first = keys.create(ann, LAPTOP);
    IssuedApiKey second = keys.create(ann, new Name("phone"));
    keys.create(bob, LAPTOP);

    assertThat(keys.list(ann)).containsExactly(first.key(), second.key());
    assertThat(first.key().lastUsedAt()).isNull();
  }

  @Test
  void aSecretIsInNoText() {
    IssuedApiKey issued = keys.create(ann, LAPTOP);

    assertThat(issued.toString()).isEqualTo("IssuedApiKey[" + issued.key().id() + "]");
    assertThat(KeyHash.of(issued.secret()).toString()).isEqualTo("KeyHash[***]");
  }

  @Test
  void exactlyFiveKeysAreCreatedByTwentyAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<IssuedApiKey> creation = () -> keys.create(ann, LAPTOP);

      var creations = threads.invokeAll(IntStream.range(0, 20).mapToObj(i -> creation).toList());

      assertThat(creations).filteredOn(c -> c.state() == Future.State.SUCCESS).hasSize(5);
      assertThat(creations)
          .filteredOn(c -> c.state() == Future.State.FAILED)
          .extracting(Future::exceptionNow)
          .hasSize(15)
          .hasOnlyElementsOfType(TooManyApiKeys.class);
    }
    assertThat(keys.list(ann)).hasSize(5);
    assertThat(keys.create(bob, LAPTOP)).isNotNull();
  }

  @Test
  void theSixthKeyIsAConflict() {
    IntStream.range(0, 5).forEach(i -> keys.create(ann, LAPTOP));

    assertThatExceptionOfType(TooManyApiKeys.class)
        .isThrownBy(() -> keys.create(ann, LAPTOP))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));
  }

  @Test
  void aRevokedKeyLeavesRoomForANewOne() {
    IntStream.range(0, 4).forEach(i -> keys.create(ann, LAPTOP));
    String revoked = keys.create(ann, LAPTOP).key().id();

    keys.revoke(ann, revoked);
    ApiKey replacement = keys.create(ann, LAPTOP).key();

    assertThat(keys.list(ann))
        .extracting(ApiKey::id)
        .hasSize(5)
        .contains(replacement.id())
        .doesNotContain(revoked);
  }

  @Test
  void onlyItsOwnerCanRevokeAKeyAndOnlyOnce() {
    String id = keys.create(ann, LAPTOP).key().id();

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> keys.revoke(bob, id))
        .withMessage("API key not found");
    assertThat(keys.list(ann)).hasSize(1);

    keys.revoke(ann, id);

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> keys.revoke(ann, id))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void aKeyNeedsAUser() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> keys.create(UserId.random(), LAPTOP))
        .withMessage("User not found");
  }

  @Test
  void aSecretIsAKeyOnlyOnceEvenAfterItWasRevoked() {
    ApiKey key = keys.add(ann, LAPTOP, "sk-prod-0123456789");
    keys.revoke(ann, key.id());

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> keys.add(bob, LAPTOP, "sk-prod-0123456789"))
        .withMessage("API key already exists");
    assertThat(keys.list(bob)).isEmpty();
  }

  @Test
  void ofARevokedKeyTheOwnerIsStillKnown() {
    IssuedApiKey issued = keys.create(ann, LAPTOP);

    keys.revoke(ann, issued.key().id());

    assertThat(keys.ownerOf(issued.secret())).contains(ann);
    assertThat(keys.ownerOf("sk-prod-something-else")).isEmpty();
  }
}
