package ai.bizcrush.extapi.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.identity.Replica;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastUsesTests {

  private final TestDatabase database = TestDatabase.create();
  private final Replica replica = Replica.on(database);
  private final Replica other = Replica.on(database);
  private final LastUses uses = replica.get(LastUses.class);
  private final UserId ann = replica.users().create(new Name("Ann"), null).id();

  @AfterEach
  void close() {
    replica.database().comeBack();
    replica.close();
    other.close();
  }

  @Test
  void aUseIsWritten() throws InterruptedException {
    String key = newKey();

    uses.note(key);
    uses.finish();

    assertThat(lastUse(key)).isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void aKeyIsWrittenOnceAMinute() throws InterruptedException {
    String key = newKey();
    int before = replica.database().connections();

    IntStream.range(0, 1000).forEach(i -> uses.note(key));
    uses.finish();
    assertThat(replica.database().connections()).isEqualTo(before + 1);

    replica.pass(Duration.ofMinutes(1));
    uses.note(key);
    uses.finish();
    assertThat(replica.database().connections()).isEqualTo(before + 2);
  }

  @Test
  void anotherReplicaDoesNotWriteItAgain() throws InterruptedException {
    String key = newKey();
    uses.note(key);
    uses.finish();
    Instant first = lastUse(key);

    other.get(LastUses.class).note(key);
    other.get(LastUses.class).finish();

    assertThat(lastUse(key)).isEqualTo(first);
  }

  @Test
  void manyUsesAreWrittenTogether() throws InterruptedException {
    List<String> keys = IntStream.range(0, 5).mapToObj(i -> newKey()).toList();
    int before = replica.database().connections();
    replica.database().freeze();

    keys.forEach(uses::note);
    replica.database().comeBack();
    uses.finish();

    assertThat(replica.database().connections()).isLessThanOrEqualTo(before + 2);
    assertThat(keys).allSatisfy(key -> assertThat(lastUse(key)).isNotNull());
  }

  @Test
  void whatIsNotYetWrittenIsWrittenAtTheEnd() {
    String key = newKey();
    uses.note(key);

    replica.close();

    assertThat(lastUse(key)).isNotNull();
  }

  @Test
  void aFailureIsIgnored() throws InterruptedException {
    String key = newKey();
    replica.database().goAway();

    uses.note(key);
    uses.finish();

    assertThat(lastUse(key)).isNull();
  }

  private String newKey() {
    return replica.get(ApiKeys.class).create(ann, new Name("laptop")).key().id();
  }

  private @Nullable Instant lastUse(String id) {
    return other.get(ApiKeys.class).list(ann).stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow()
        .lastUsedAt();
  }
}
