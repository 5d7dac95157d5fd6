package ai.bizcrush.extapi.engine.file;

import static ai.bizcrush.extapi.engine.settings.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.guard.TestGuards;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class EnginesHealthTests {

  private final TestGuards guards = new TestGuards();
  private final ScriptedRecognizer first = new ScriptedRecognizer("first", ScriptedRecognizer.ABLE);
  private final ScriptedRecognizer second =
      new ScriptedRecognizer("second", ScriptedRecognizer.ABLE);

  private FileEngine engine(String name, FileRecognizer recognizer) {
    return new FileEngine(
        name, recognizer, guards.guard(name, policy("breaker.minimum-calls", "1")));
  }

  private EnginesHealth health(FileEngine... engines) {
    return health(EngineChecks.PATIENCE, engines);
  }

  private EnginesHealth health(Duration patience, FileEngine... engines) {
    return new EnginesHealth(
        new FileEngines(List.of(engines)), new EngineChecks(guards.time()::nanos, patience));
  }

  @Test
  void oneEngineThatAnswersIsEnough() {
    first.checkFailure = EngineException.broken("HTTP 401", null);

    var health = health(engine("first", first), engine("second", second)).health();

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails())
        .isEqualTo(
            Map.of(
                "first", Map.of("breaker", "CLOSED", "check", "HTTP 401"),
                "second", Map.of("breaker", "CLOSED", "check", "answers")));
  }

  @Test
  void noEngineThatAnswersIsUnknownAndNeverDown() {
    first.checkFailure = new IllegalStateException("s3cret");

    var health = health(engine("first", first)).health();

    assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
    assertThat(health.getDetails().toString()).doesNotContain("s3cret");
  }

  @Test
  void theStateOfTheBreakerIsShown() {
    var engine = engine("first", first.failing(EngineException.broken("500", null), 1));
    var route =
        new OrderedFileRoute(
            List.of(engine), new Languages((_, _) -> ""), guards.time(), guards.time());
    assertThatThrownBy(
        () ->
            route.transcribe(
                new Recording(Path.of("none"), 0, 16_000),
                new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of()),
                guards.time().instant().plusSeconds(60),
                "key"));

    assertThat(health(engine).health().getDetails())
        .isEqualTo(Map.of("first", Map.of("breaker", "OPEN", "check", "answers")));
  }

  @Test
  void enginesAreAskedAgainOnlyAfterAWhile() {
    var health = health(engine("first", first));

    health.health();
    health.health();
    assertThat(first.checks).hasValue(1);

    guards.time().pass(Duration.ofSeconds(31));
    health.health();
    assertThat(first.checks).hasValue(2);
  }

  @Test
  void anEngineThatHangsIsGivenUp() {
    var hanging =
        new FileRecognizer() {
          @Override
          public FileCapabilities capabilities() {
            return ScriptedRecognizer.ABLE;
          }

          @Override
          public Transcript recognize(
              Recording recording, RecognitionRequest request, EngineCall call) {
            return Transcript.SILENCE;
          }

          @Override
          public void check(EngineCall call) throws InterruptedException {
            new CountDownLatch(1).await();
          }
        };

    var health =
        health(Duration.ofMillis(500), engine("hanging", hanging), engine("second", second))
            .health();

    assertThat(health.getDetails())
        .containsEntry("hanging", Map.of("breaker", "CLOSED", "check", "does not answer in time"))
        .containsEntry("second", Map.of("breaker", "CLOSED", "check", "answers"));
  }
}
