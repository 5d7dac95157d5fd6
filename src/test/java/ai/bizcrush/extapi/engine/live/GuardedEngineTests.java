package ai.bizcrush.extapi.engine.live;

import static ai.bizcrush.extapi.engine.LiveScript.word;
import static ai.bizcrush.extapi.engine.settings.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveScript;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.ScriptedLiveRecognizer;
import ai.bizcrush.extapi.engine.guard.TestGuards;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardedEngineTests {

  private static final byte[] SECOND = new byte[32_000];
  private final EngineException passing = EngineException.passing("reset", null, null);
  private final EngineException rejected = EngineException.rejected("HTTP 400");
  private final EngineException busy = EngineException.overCapacity("HTTP 429", null);

  private final TestGuards guards = new TestGuards();
  private final ScriptedLiveRecognizer recognizer =
      new ScriptedLiveRecognizer(ScriptedLiveRecognizer.ABLE);
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final Said said = new Said();

  /** One failure opens the breaker; two sessions at once; ready within three seconds. */
  private final GuardedEngine engine = engine(recognizer);

  private GuardedEngine engine(LiveRecognizer recognizer) {
    var policy =
        policy(
            "connect-timeout", "1s",
            "first-byte-timeout", "2s",
            "breaker.minimum-calls", "1",
            "concurrency.engine", "2");
    var guard = guards.dialGuard("acme", policy);
    var limits =
        new LiveEngine.Limits(
            Duration.ofSeconds(3), policy.stall(), policy.attempts(), Duration.ZERO);
    return new GuardedEngine("acme", recognizer, limits, guard, guards.time());
  }

  private LiveSession open() {
    return open(engine);
  }

  private LiveSession open(LiveEngine engine) {
    return engine.open(
        new RecognitionRequest(LanguageHints.of(List.of("en", "ko")), true, List.of("BizCrush")),
        said,
        loop::add);
  }

  private LiveSession opened(LiveScript script) {
    recognizer.then(script);
    var session = open();
    turn();
    return session;
  }

  /** Runs what waits for the loop. */
  private void turn() {
    while (!loop.isEmpty()) {
      loop.remove().run();
    }
  }

  private EngineException refusal() {
    return catchThrowableOfType(EngineException.class, this::open);
  }

  @Test
  void whatIsSaidPassesBothWaysInOrder() {
    var session =
        opened(
            new LiveScript()
                .interim(500, word("he", 100, 400))
                .finals(1000, word("hello", 100, 600)));

    assertThat(session.isWritable()).isTrue();
    session.audio(SECOND, 0, 32_000);
    session.flush();
    session.finish();
    session.keepAlive();
    session.end();
    turn();

    assertThat(said.words)
        .filteredOn(word -> !word.equals("complete"))
        .containsExactly(
            "ready", "interim he", "finals hello", "progress 1000 1000", "endpoint", "ended");
    var heard = recognizer.sessions().getFirst();
    assertThat(heard.heard()).isEqualTo(SECOND);
    assertThat(List.of(heard.flushes.get(), heard.finishes.get(), heard.keepAlives.get()))
        .containsExactly(1, 1, 1);
  }

  @Test
  void anEngineWithoutRoomIsRefusedAtOnce() {
    open();
    open();

    var refusal = refusal();

    assertThat(refusal.kind()).isEqualTo(Kind.OVER_CAPACITY);
    assertThat(recognizer.sessions()).hasSize(2);
    assertThat(guards.sessions("acme")).isEqualTo(2);
    assertThat(
            guards
                .meters()
                .get("extapi.engine.refused")
                .tags("engine", "acme", "kind", "live")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void eachEndGivesItsRoomBackOnceBeforeItIsToldOfIt() {
    said.atTheEnd = () -> assertThat(guards.sessions("acme")).isEqualTo(0);

    var aborted = opened(new LiveScript());
    aborted.abort();
    aborted.abort();
    assertThat(guards.sessions("acme")).isEqualTo(0);
    var ended = opened(new LiveScript());
    ended.end();
    turn();
    ended.abort();
    var failed = opened(new LiveScript().failed(1000, passing));
    failed.audio(SECOND, 0, 32_000);
    turn();
    failed.abort();
    opened(new LiveScript().refused(rejected));

    assertThat(said.words).contains("ended", "failed UNAVAILABLE", "failed REJECTED");
    assertThat(guards.sessions("acme")).isEqualTo(0);
    open();
    open();
    assertThat(refusal()).isNotNull();
  }

  @Test
  void anEngineThatFailsWhileItIsDialledRestsAndIsTriedAgainLater() {
    opened(new LiveScript().refused(passing));

    assertThat(engine.breakerState()).isEqualTo("OPEN");
    assertThat(refusal().kind()).isEqualTo(Kind.OVER_CAPACITY);
    assertThat(refusal().retryAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(guards.sessions("acme")).isEqualTo(0);

    guards.time().pass(Duration.ofSeconds(11));
    for (int i = 0; i < 3; i++) {
      opened(new LiveScript()).abort();
    }
    assertThat(engine.breakerState()).isEqualTo("CLOSED");
  }

  @Test
  void whatHappensAfterReadyIsNoMarkAgainstTheEngine() {
    var session = opened(new LiveScript().failed(1000, passing));

    session.audio(SECOND, 0, 32_000);
    turn();

    assertThat(said.words).contains("failed UNAVAILABLE");
    assertThat(engine.breakerState()).isEqualTo("CLOSED");
    assertThat(guards.dials("acme", "ready")).isEqualTo(1);
    assertThat(guards.dials("acme", "failed")).isEqualTo(0);
  }

  @Test
  void inputThatIsRejectedAndMissingRoomAreNoMarkAgainstTheEngine() {
    opened(new LiveScript().refused(rejected));
    opened(new LiveScript().refused(busy));

    assertThat(engine.breakerState()).isEqualTo("CLOSED");
    assertThat(guards.dials("acme", "failed")).isEqualTo(2);
  }

  @Test
  void anEngineThatWasGivenItsTimeInVainHasFailed() {
    var session = opened(new LiveScript().neverReady());

    guards.time().pass(engine.limits().ready());
    session.abort();

    assertThat(engine.breakerState()).isEqualTo("OPEN");
    assertThat(guards.dials("acme", "failed")).isEqualTo(1);
  }

  @Test
  void aClientThatLeavesBeforeIsNoFailure() {
    var session = opened(new LiveScript().neverReady());

    guards.time().pass(engine.limits().ready().minusMillis(100));
    session.abort();

    assertThat(engine.breakerState()).isEqualTo("CLOSED");
    assertThat(guards.dials("acme", "cancelled")).isEqualTo(1);
    assertThat(guards.sessions("acme")).isEqualTo(0);
  }

  @ParameterizedTest
  @EnumSource
  void anAdapterThatThrowsIsRefusedAtOnce(Kind kind) {
    var failure =
        switch (kind) {
          case REJECTED -> rejected;
          case OVER_CAPACITY -> busy;
          case UNAVAILABLE -> new IllegalStateException("s3cret");
        };
    var throwing = engine(new Throwing(failure));

    var refusal = catchThrowableOfType(EngineException.class, () -> open(throwing));

    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal.getMessage()).doesNotContain("s3cret");
    assertThat(guards.sessions("acme")).isEqualTo(0);
    assertThat(throwing.breakerState()).isEqualTo(kind == Kind.UNAVAILABLE ? "OPEN" : "CLOSED");
  }

  private record Throwing(RuntimeException failure) implements LiveRecognizer {
    @Override
    public LiveCapabilities capabilities() {
      return ScriptedLiveRecognizer.ABLE;
    }

    @Override
    public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
      throw failure;
    }
  }

  @Test
  void anEngineIsAskedForWhatItCanDo() {
    var english = new ScriptedLiveRecognizer(ScriptedLiveRecognizer.ENGLISH);

    open(engine(english));
    open();

    assertThat(english.sessions().getFirst().request)
        .isEqualTo(new RecognitionRequest(LanguageHints.of(List.of("en")), false, List.of()));
    assertThat(recognizer.sessions().getFirst().request)
        .isEqualTo(
            new RecognitionRequest(
                LanguageHints.of(List.of("en", "ko")), true, List.of("BizCrush")));
  }
}
