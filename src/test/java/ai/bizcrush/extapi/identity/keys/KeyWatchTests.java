package ai.bizcrush.extapi.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.identity.Replica;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyWatchTests {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final TestDatabase database = TestDatabase.create();
  private final Replica replica = Replica.on(database);
  private final Replica other = Replica.on(database);
  private final KeyWatch watch = replica.get(KeyWatch.class);
  private final UserId ann = replica.users().create(new Name("Ann"), null).id();

  @AfterEach
  void close() {
    replica.close();
    other.close();
  }

  @Test
  void aLiveKeyStaysValid() throws InterruptedException {
    Caller caller = newCaller();
    assertThat(watch.stillValid(caller)).isTrue();
    watch.finish();

    replica.pass(INTERVAL);
    watch.stillValid(caller);
    watch.finish();

    assertThat(watch.stillValid(caller)).isTrue();
  }

  @Test
  void aKeyRevokedHereIsNoticedAtOnce() {
    Caller caller = newCaller();
    watch.stillValid(caller);

    replica.get(ApiKeys.class).revoke(ann, caller.keyId());

    assertThat(watch.stillValid(caller)).isFalse();
  }

  @Test
  void aKeyRevokedElsewhereIsNoticedAtTheNextCheck() throws InterruptedException {
    Caller caller = newCaller();
    Caller untouched = newCaller();
    watch.stillValid(caller);
    watch.stillValid(untouched);
    watch.finish();
    other.get(ApiKeys.class).revoke(ann, caller.keyId());

    replica.pass(INTERVAL);

    await().until(() -> !watch.stillValid(caller));
    assertThat(watch.stillValid(untouched)).isTrue();
  }

  @Test
  void aStreamOfAnAlreadyRevokedKeyIsNoticedWithoutWaiting() {
    Caller caller = newCaller();
    other.get(ApiKeys.class).revoke(ann, caller.keyId());

    watch.stillValid(caller);

    await().until(() -> !watch.stillValid(caller));
  }

  @Test
  void aDeletedUserIsNoticed() {
    Caller caller = newCaller();
    watch.stillValid(caller);
    other.jdbc().sql("delete from app_user where id = ?").param(ann.value()).update();

    replica.pass(INTERVAL);

    await().until(() -> !watch.stillValid(caller));
  }

  @Test
  void manyStreamsAreCheckedByOneQuery() throws InterruptedException {
    List<Caller> callers = IntStream.range(0, 5).mapToObj(i -> newCaller()).toList();
    callers.forEach(watch::stillValid);
    watch.finish();
    int before = replica.database().connections();

    replica.pass(INTERVAL);
    IntStream.range(0, 1000).forEach(i -> callers.forEach(watch::stillValid));

    watch.finish();
    assertThat(replica.database().connections()).isEqualTo(before + 1);
  }

  @Test
  void whileTheDatabaseIsAwayNobodyIsCutOff() throws InterruptedException {
    Caller caller = newCaller();
    replica.database().goAway();

    watch.stillValid(caller);
    watch.finish();
    assertThat(watch.stillValid(caller)).isTrue();
    replica.database().comeBack();
    other.get(ApiKeys.class).revoke(ann, caller.keyId());
    replica.pass(INTERVAL);

    await().until(() -> !watch.stillValid(caller));
  }

  private Caller newCaller() {
    ApiKey key = replica.get(ApiKeys.class).create(ann, new Name("laptop")).key();
    return new Caller(ann, key.id());
  }
}
