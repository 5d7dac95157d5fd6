package ai.bizcrush.extapi.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.identity.Replica;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Credentials;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.web.Authenticator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class ApiKeyAuthenticatorTests {

  private static final Duration RENEWAL = Duration.ofSeconds(1);
  private static final Duration EXPIRY = Duration.ofSeconds(3);

  private final TestDatabase database = TestDatabase.create();
  private final Replica replica = Replica.on(database);
  private final Replica other = Replica.on(database);
  private final ApiKeys keys = replica.get(ApiKeys.class);
  private final UserId ann = replica.users().create(new Name("Ann"), null).id();
  private final IssuedApiKey issued = keys.create(ann, new Name("laptop"));
  private final String key = issued.secret();
  private final Caller caller = new Caller(ann, issued.key().id());

  @AfterEach
  void close() {
    Stream.of(replica, other).forEach(each -> each.database().comeBack());
    replica.close();
    other.close();
  }

  @Test
  void aKeyIsTheSameInAHeaderAQueryAndABearerToken() {
    assertThat(caller(header(key))).isEqualTo(caller);
    assertThat(caller(Credentials.of(List.of(), List.of(key), List.of()))).isEqualTo(caller);
    assertThat(caller(bearer("Bearer " + key))).isEqualTo(caller);
  }

  @Test
  void oneKeyInSeveralPlacesIsOne() {
    var credentials = Credentials.of(List.of(key), List.of(key, ""), List.of("bearer " + key));

    assertThat(caller(credentials)).isEqualTo(caller);
  }

  @Test
  void twoDifferentKeysAreInvalidThoughBothAreLive() {
    String second = keys.create(ann, new Name("phone")).secret();

    ApiException refusal = refusal(Credentials.of(List.of(key), List.of(second), List.of()));

    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refusal).hasMessage("Invalid API key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer ", "BEARER ", "bEaReR  "})
  void theSchemesCaseDoesNotMatter(String scheme) {
    assertThat(caller(bearer(scheme + key))).isEqualTo(caller);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Bearer", "Bearer  ", "Basic YTpi", "Token abc", "Bearerabc"})
  void otherSchemesAndBlankCredentialsAreAbsent(String authorization) {
    var credentials = Credentials.of(List.of("", " "), List.of(""), List.of(authorization));

    ApiException refusal = refusal(credentials);

    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refusal).hasMessage("Missing authorization");
  }

  @Test
  void anotherSchemeBesideAKeyIsIgnored() {
    var credentials = Credentials.of(List.of(key), List.of(), List.of("Basic YTpi"));

    assertThat(caller(credentials)).isEqualTo(caller);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-prod-unknown", "SK-PROD-UNKNOWN", "ключ", "' or 1=1 --"})
  void anUnknownKeyIsInvalid(String unknown) {
    ApiException refusal = refusal(header(unknown));

    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refusal).hasMessage("Invalid API key");
  }

  @Test
  void aKeyInUseCostsNoQueryAndIsAnsweredOnTheCallersThread() {
    assertThat(caller(header(key))).isEqualTo(caller);
    quiet(replica);
    int before = replica.database().connections();

    for (int i = 0; i < 1000; i++) {
      var answer = authenticate(replica, header(key));
      assertThat(answer).isCompletedWithValue(caller);
    }

    assertThat(replica.database().connections()).isEqualTo(before);
  }

  @Test
  void aLookUpEndsOnAVirtualThread() {
    replica.database().freeze();
    var thread =
        authenticate(replica, header(key)).thenApply(found -> Thread.currentThread().isVirtual());

    replica.database().comeBack();

    assertThat(thread.join()).isTrue();
  }

  @Test
  void anUnknownKeyIsRememberedToo() {
    refusal(header("sk-prod-unknown"));
    int before = replica.database().connections();

    IntStream.range(0, 100).forEach(i -> refusal(header("sk-prod-unknown")));

    assertThat(replica.database().connections()).isEqualTo(before);
  }

  @Test
  void aKeyRevokedHereIsInvalidAtOnce() {
    assertThat(caller(header(key))).isEqualTo(caller);

    keys.revoke(ann, caller.keyId());

    assertThat(refusal(header(key))).hasMessage("Invalid API key");
  }

  @Test
  void aKeyRevokedHereWhileItIsLookedUpIsInvalidAfterwards() {
    replica.database().freeze();
    var underWay = authenticate(replica, header(key));
    replica.database().comeBack();

    keys.revoke(ann, caller.keyId());

    underWay.handle((found, failure) -> failure).join();
    assertThat(refusal(header(key))).hasMessage("Invalid API key");
  }

  @Test
  void aKeyCreatedHereIsValidAtOnceThoughItWasJustRefused() {
    refusal(header("sk-prod-chosen-by-somebody"));

    keys.add(ann, new Name("chosen"), "sk-prod-chosen-by-somebody");

    assertThat(caller(header("sk-prod-chosen-by-somebody")).user()).isEqualTo(ann);
  }

  @Test
  void aKeyInUseThatIsRevokedElsewhereIsNoticedInTheBackground() {
    caller(header(key));
    other.get(ApiKeys.class).revoke(ann, caller.keyId());

    replica.pass(RENEWAL);

    assertThat(authenticate(replica, header(key))).isCompletedWithValue(caller);
    await().untilAsserted(() -> assertThat(refusal(header(key))).hasMessage("Invalid API key"));
  }

  @Test
  void aKeyRevokedElsewhereIsNeverAcceptedAfterThreeSeconds() {
    caller(header(key));
    other.get(ApiKeys.class).revoke(ann, caller.keyId());

    replica.pass(EXPIRY);

    assertThat(refusal(header(key))).hasMessage("Invalid API key");
  }

  @Test
  void aKeyCreatedElsewhereIsAcceptedWithinFiveSeconds() {
    refusal(header("sk-prod-chosen-by-somebody"));
    other.get(ApiKeys.class).add(ann, new Name("chosen"), "sk-prod-chosen-by-somebody");

    replica.pass(EXPIRY);

    assertThat(caller(header("sk-prod-chosen-by-somebody")).user()).isEqualTo(ann);
  }

  @Test
  void theKeysOfADeletedUserAreInvalid() {
    caller(header(key));
    other.jdbc().sql("delete from app_user where id = ?").param(ann.value()).update();

    replica.pass(EXPIRY);

    assertThat(refusal(header(key))).hasMessage("Invalid API key");
  }

  @Test
  void aKeyInUseIsRenewedOnceAndLivesOn() {
    caller(header(key));
    quiet(replica);
    int before = replica.database().connections();

    replica.pass(RENEWAL);
    IntStream.range(0, 100).forEach(i -> caller(header(key)));
    await().untilAsserted(() -> assertThat(replica.database().connections()).isEqualTo(before + 1));
    quiet(replica);
    replica.pass(RENEWAL);

    assertThat(authenticate(replica, header(key))).isCompletedWithValue(caller);
  }

  @Test
  void whileTheDatabaseIsAwayAKnownKeyWorksUntilItsAnswerIsOld() {
    caller(header(key));
    quiet(replica);
    replica.database().goAway();

    replica.pass(RENEWAL);
    assertThat(authenticate(replica, header(key))).isCompletedWithValue(caller);
    quiet(replica);
    replica.pass(EXPIRY.minus(RENEWAL));
    ApiException refusal = refusal(header(key));

    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isPositive();
  }

  @Test
  void onceTheDatabaseIsBackKeysAreAcceptedAgain() {
    replica.database().goAway();
    assertThat(refusal(header(key)).code()).isEqualTo(ErrorCode.UNAVAILABLE);

    replica.database().comeBack();
    replica.pass(Duration.ofMillis(200));

    assertThat(caller(header(key))).isEqualTo(caller);
  }

  @Test
  void aFrozenDatabaseIsNotWaitedForLong() {
    replica.database().freeze();

    assertThat(refusal(header(key)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void oneKeyIsLookedUpOnceHoweverManyAskForIt() {
    int before = replica.database().connections();
    replica.database().freeze();
    var answers =
        IntStream.range(0, 100).mapToObj(i -> authenticate(replica, header(key))).toList();

    replica.database().comeBack();

    answers.forEach(answer -> assertThat(answer.join()).isEqualTo(caller));
    quiet(replica);
    int lookUpAndLastUse = 2;
    assertThat(replica.database().connections()).isEqualTo(before + lookUpAndLastUse);
  }

  @Test
  void aFloodOfUnknownKeysIsShedAndCostsFewQueries() {
    caller(header(key));
    quiet(replica);
    int before = replica.database().connections();
    replica.database().freeze();
    var answers = new ArrayList<CompletableFuture<Caller>>();
    for (int i = 0; i < 10_000; i++) {
      answers.add(authenticate(replica, header("sk-prod-unknown-" + i)));
    }

    assertThat(authenticate(replica, header(key))).isCompletedWithValue(caller);
    assertThat(answers.getLast()).isCompletedExceptionally();
    assertThat(refusal(answers.getLast()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    replica.database().comeBack();
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(refusal(answer).code())
                    .isIn(ErrorCode.UNAUTHENTICATED, ErrorCode.UNAVAILABLE));
    assertThat(replica.database().connections()).isLessThan(before + 100);
  }

  @Test
  void outcomesAreCounted() {
    caller(header(key));
    refusal(header("sk-prod-unknown"));
    refusal(header(""));
    refusal(Credentials.of(List.of("sk-prod-one"), List.of("sk-prod-two"), List.of()));
    replica.database().goAway();
    refusal(header("sk-prod-other"));

    assertThat(counted("accepted")).isEqualTo(1);
    assertThat(counted("missing")).isEqualTo(1);
    assertThat(counted("invalid")).isEqualTo(2);
    assertThat(counted("unavailable")).isEqualTo(1);
  }

  @Test
  void noKeyAndNoHashIsPrinted(CapturedOutput output) {
    caller(header(key));
    ApiException invalid = refusal(header("sk-prod-unknown"));
    replica.database().goAway();
    replica.pass(EXPIRY);
    ApiException unavailable = refusal(header(key));

    String printed = output + invalid.toString() + unavailable + header(key);
    assertThat(printed)
        .contains("API keys cannot be looked up")
        .doesNotContain(key, key.substring(8), KeyHash.of(key).hex(), "sk-prod-");
  }

  private Caller caller(Credentials credentials) {
    return authenticate(replica, credentials).join();
  }

  private ApiException refusal(Credentials credentials) {
    return refusal(authenticate(replica, credentials));
  }

  private static ApiException refusal(CompletableFuture<Caller> answer) {
    return catchThrowableOfType(CompletionException.class, answer::join).getCause()
            instanceof ApiException refusal
        ? refusal
        : fail("not refused as the client is to see it");
  }

  private static CompletableFuture<Caller> authenticate(Replica where, Credentials credentials) {
    return where.get(Authenticator.class).authenticate(credentials).toCompletableFuture();
  }

  private static Credentials header(String key) {
    return Credentials.of(List.of(key), List.of(), List.of());
  }

  private static Credentials bearer(String authorization) {
    return Credentials.of(List.of(), List.of(), List.of(authorization));
  }

  private double counted(String outcome) {
    return replica
        .get(MeterRegistry.class)
        .get("extapi.authentications")
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  /** Waits for what goes on in the background. */
  private static void quiet(Replica where) {
    try {
      where.get(KeyLookups.class).finish();
      where.get(LastUses.class).finish();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
