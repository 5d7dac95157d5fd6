package ai.bizcrush.extapi.engine.file;

import static ai.bizcrush.extapi.engine.settings.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.RouteResult;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.guard.TestGuards;
import ai.bizcrush.extapi.engine.settings.Policy;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrderedFileRouteTests {

  private static final Recording MINUTE =
      new Recording(Path.of("never-read.pcm"), 0, 60L * Recording.SAMPLE_RATE);
  private final EngineException passing =
      EngineException.passing("reset: http://secret.example", null, null);
  private final EngineException broken = EngineException.broken("500 s3cret", null);
  private final EngineException rejected = EngineException.rejected("400 s3cret");

  private final TestGuards guards = new TestGuards();
  private final ScriptedRecognizer first = new ScriptedRecognizer("first", ScriptedRecognizer.ABLE);
  private final ScriptedRecognizer second =
      new ScriptedRecognizer("second", ScriptedRecognizer.ABLE);

  private static RecognitionRequest request(String... languages) {
    return new RecognitionRequest(LanguageHints.of(List.of(languages)), true, List.of("BizCrush"));
  }

  private FileEngine engine(String name, ScriptedRecognizer recognizer, Policy policy) {
    return new FileEngine(name, recognizer, guards.guard(name, policy));
  }

  private OrderedFileRoute route(FileEngine... engines) {
    return new OrderedFileRoute(
        List.of(engines), new Languages((_, _) -> "xx"), guards.time(), guards.time());
  }

  /** Both engines, with the usual policy. */
  private OrderedFileRoute route() {
    return route(engine("first", first, policy()), engine("second", second, policy()));
  }

  private RouteResult ask(OrderedFileRoute route, String... languages) throws InterruptedException {
    return route.transcribe(
        MINUTE, request(languages), guards.time().instant().plusSeconds(600), "key");
  }

  private ApiException refusal(OrderedFileRoute route, String... languages) {
    var refusal = catchThrowableOfType(ApiException.class, () -> ask(route, languages));
    assertThat(refusal.getMessage()).doesNotContain("s3cret", "secret", "400", "500");
    assertThat(refusal).hasNoCause();
    return refusal;
  }

  @Test
  void theFirstEngineAnswers() throws Exception {
    var result = ask(route(), "en");

    assertThat(result.engine()).isEqualTo("first");
    assertThat(result.transcript().utterances().getFirst().text()).isEqualTo("first");
    assertThat(second.calls).isEmpty();
  }

  @Test
  void theNextEngineAnswersWhenTheFirstFails() throws Exception {
    first.failing(broken, 1);

    var result = ask(route(), "en");

    assertThat(result.engine()).isEqualTo("second");
    assertThat(first.calls).hasSize(1);
    assertThat(guards.count("extapi.engine.fallbacks", "first")).isEqualTo(1);
  }

  @Test
  void theFirstEngineIsAskedAgainBeforeTheNext() throws Exception {
    first.failing(passing, 1);

    var result = ask(route(), "en");

    assertThat(result.engine()).isEqualTo("first");
    assertThat(first.calls).hasSize(2);
    assertThat(second.calls).isEmpty();
  }

  @Test
  void noEngineIsAskedMoreOftenThanItsPolicySays() {
    first.failing(passing, 100);
    second.failing(passing, 100);
    var route =
        route(
            engine("first", first, policy("attempts", "3")),
            engine("second", second, policy("attempts", "2")));

    var refusal = refusal(route, "en");

    assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_FAILED);
    assertThat(refusal).hasMessage("Transcription failed");
    assertThat(first.calls).hasSize(3);
    assertThat(second.calls).hasSize(2);
  }

  @Test
  void whatOneEngineRejectsAnotherMayTake() throws Exception {
    first.failing(rejected, 1);

    assertThat(ask(route(), "en").engine()).isEqualTo("second");
  }

  @Test
  void whatEveryEngineRejectsIsTheRequestsFault() {
    first.failing(rejected, 1);
    second.failing(rejected, 1);

    assertThat(refusal(route(), "en").code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void onlyFullEnginesAreUnavailableUntilTheFirstHasRoom() {
    first.failing(EngineException.overCapacity("429", Duration.ofHours(2)), 1);
    second.failing(EngineException.overCapacity("429", Duration.ofHours(1)), 1);

    var refusal = refusal(route(), "en");

    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aRejectionBesideAFullEngineIsWorthAnotherTry() {
    first.failing(rejected, 1);
    second.failing(EngineException.overCapacity("429", Duration.ofHours(1)), 1);

    assertThat(refusal(route(), "en").code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void oneThatFailedAmongFullOnesIsAFailure() {
    first.failing(broken, 1);
    second.failing(EngineException.overCapacity("429", Duration.ofHours(1)), 1);

    assertThat(refusal(route(), "en").code()).isEqualTo(ErrorCode.ENGINE_FAILED);
  }

  @Test
  void anEngineThatRestsIsPassedOverWithoutACall() throws Exception {
    var route =
        route(
            engine("first", first, policy("breaker.minimum-calls", "1")),
            engine("second", second, policy()));
    first.failing(broken, 1);
    ask(route, "en");

    var result = ask(route, "en");

    assertThat(result.engine()).isEqualTo("second");
    assertThat(first.calls).hasSize(1);
  }

  @Test
  void onlyEnginesThatRestAreUnavailable() {
    var route = route(engine("first", first, policy("breaker.minimum-calls", "1")));
    first.failing(broken, 1);
    assertThat(refusal(route, "en").code()).isEqualTo(ErrorCode.ENGINE_FAILED);

    var refusal = refusal(route, "en");

    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(first.calls).hasSize(1);
  }

  @Test
  void theDeadlineSpansAllEngines() {
    first.then(
        (_, _) -> {
          guards.time().pass(Duration.ofSeconds(590));
          throw broken;
        });
    second.then(
        (_, call) -> {
          guards.time().pass(call.timeout());
          throw passing;
        });

    var refusal = refusal(route(), "en");

    assertThat(refusal.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(second.calls).hasSize(1);
    assertThat(second.calls.getFirst().timeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void nobodyIsAskedWhenTheDeadlineHasPassed() {
    var refusal =
        catchThrowableOfType(
            ApiException.class,
            () ->
                route()
                    .transcribe(
                        MINUTE, request("en"), guards.time().instant().minusSeconds(1), "key"));

    assertThat(refusal.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(first.calls).isEmpty();
    assertThat(second.calls).isEmpty();
  }

  @Test
  void anInterruptEndsEverythingAtOnce() {
    first.then(
        (_, _) -> {
          throw new InterruptedException();
        });

    var interrupt = catchThrowableOfType(InterruptedException.class, () -> ask(route(), "en"));

    assertThat(interrupt).isNotNull();
    assertThat(second.calls).isEmpty();
    assertThat(guards.permitsUsed("first")).isZero();
  }

  @Test
  void nonsenseIsTheEnginesFailure() throws Exception {
    first.then((_, _) -> ScriptedRecognizer.saying("x")).then((_, _) -> nonsense());
    var route = route();
    ask(route, "en");

    var result = ask(route, "en");

    assertThat(result.engine()).isEqualTo("second");
    assertThat(guards.calls("first", "unavailable")).isEqualTo(1);
  }

  private static Transcript nonsense() {
    var u = ScriptedRecognizer.saying("x").utterances().getFirst();
    return new Transcript(
        List.of(new Utterance("0", "x", u.start(), u.end(), Double.NaN, "en", List.of())));
  }

  @Test
  void anEngineThatKnowsNoneOfTheLanguagesIsPassedOver() throws Exception {
    var english = new ScriptedRecognizer("english", ScriptedRecognizer.ENGLISH);
    var route = route(engine("english", english, policy()), engine("second", second, policy()));

    assertThat(ask(route, "ko", "ja").engine()).isEqualTo("second");
    assertThat(ask(route, "ko", "en").engine()).isEqualTo("english");
    assertThat(english.calls).hasSize(1);
  }

  @Test
  void languagesThatNobodyKnowsAreRefused() {
    var english = new ScriptedRecognizer("english", ScriptedRecognizer.ENGLISH);

    var refusal = refusal(route(engine("english", english, policy())), "ko");

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(english.calls).isEmpty();
  }

  @Test
  void detectionIsForEnginesThatDetect() throws Exception {
    var english = new ScriptedRecognizer("english", ScriptedRecognizer.ENGLISH);
    var route = route(engine("english", english, policy()), engine("second", second, policy()));

    assertThat(ask(route).engine()).isEqualTo("second");

    second.failing(broken, 1);
    assertThat(refusal(route).code()).isEqualTo(ErrorCode.ENGINE_FAILED);
    assertThat(english.calls).isEmpty();
  }

  @Test
  void withoutAnyEngineThatDetectsTheOthersDo() throws Exception {
    var english = new ScriptedRecognizer("english", ScriptedRecognizer.ENGLISH);

    assertThat(ask(route(engine("english", english, policy()))).engine()).isEqualTo("english");
  }

  @Test
  void anEngineIsNotAskedForWhatItCannotDo() throws Exception {
    var limited =
        new ScriptedRecognizer(
            "limited", new FileCapabilities(Set.of("en", "ko"), true, false, false, null));

    ask(route(engine("limited", limited, policy())), "ja", "ko", "en");

    assertThat(limited.requests)
        .containsExactly(
            new RecognitionRequest(LanguageHints.of(List.of("ko", "en")), false, List.of()));
  }

  @Test
  void aLanguageThatTheEngineDoesNotTellIsIdentified() throws Exception {
    first.then(
        (_, _) -> {
          var u = ScriptedRecognizer.saying("x").utterances().getFirst();
          return new Transcript(
              List.of(new Utterance("0", "x", u.start(), u.end(), 0.5, "", List.of())));
        });

    var result = ask(route(), "en");

    assertThat(result.transcript().utterances().getFirst().language()).isEqualTo("xx");
  }

  @Test
  void oneCallerDoesNotKeepAnotherOut() throws Exception {
    var patient = policy("concurrency.key", "1", "concurrency.queue", "0");
    var route = route(engine("first", first, patient));
    var release = new CountDownLatch(1);
    first.then(
        (_, _) -> {
          release.await();
          return ScriptedRecognizer.saying("slow");
        });
    var slow = new CompletableFuture<RouteResult>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                slow.complete(ask(route, "en"));
              } catch (Throwable e) {
                slow.completeExceptionally(e);
              }
            });
    await().until(() -> first.calls.size() == 1);

    var refusal = refusal(route, "en");
    var other =
        route.transcribe(
            MINUTE, request("en"), guards.time().instant().plusSeconds(600), "other key");

    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isPositive();
    assertThat(other.engine()).isEqualTo("first");
    release.countDown();
    assertThat(slow.get(60, TimeUnit.SECONDS).transcript().utterances()).hasSize(1);
    assertThat(guards.permitsUsed("first")).isZero();
  }

  @Test
  void aFullEngineGivesWayToTheNext() throws Exception {
    var full = policy("concurrency.engine", "1", "concurrency.patience", "0s");
    var route = route(engine("first", first, full), engine("second", second, policy()));
    var release = new CountDownLatch(1);
    first.then(
        (_, _) -> {
          release.await();
          return Transcript.SILENCE;
        });
    var slow = Thread.ofVirtual().start(() -> quietly(route));
    await().until(() -> first.calls.size() == 1);

    assertThat(ask(route, "en").engine()).isEqualTo("second");

    release.countDown();
    slow.join();
  }

  private void quietly(OrderedFileRoute route) {
    try {
      ask(route, "en");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
