package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An engine that does what a test wrote down, then says its own name, and counts. */
final class ScriptedRecognizer implements FileRecognizer {

  /** What one call does. */
  interface Answer {
    Transcript to(Recording recording, EngineCall call) throws InterruptedException;
  }

  /** What every call is about: English, and detection, and speakers. */
  static final FileCapabilities ABLE =
      new FileCapabilities(LanguageHints.SUPPORTED, true, true, true, null);

  /** Knows English only, and would write English whatever it hears. */
  static final FileCapabilities ENGLISH =
      new FileCapabilities(Set.of("en"), false, false, false, null);

  private final String name;
  private final FileCapabilities capabilities;
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  final List<RecognitionRequest> requests = new CopyOnWriteArrayList<>();
  final List<EngineCall> calls = new CopyOnWriteArrayList<>();
  final AtomicInteger checks = new AtomicInteger();
  volatile @Nullable RuntimeException checkFailure;

  ScriptedRecognizer(String name, FileCapabilities capabilities) {
    this.name = name;
    this.capabilities = capabilities;
  }

  static Transcript saying(String text) {
    return new Transcript(
        List.of(
            new Utterance(
                "0", text, Duration.ofMillis(100), Duration.ofMillis(900), 0.9, "en", List.of())));
  }

  ScriptedRecognizer failing(RuntimeException failure, int times) {
    for (int i = 0; i < times; i++) {
      then(
          (_, _) -> {
            throw failure;
          });
    }
    return this;
  }

  ScriptedRecognizer then(Answer answer) {
    script.add(answer);
    return this;
  }

  @Override
  public FileCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Transcript recognize(Recording recording, RecognitionRequest request, EngineCall call)
      throws InterruptedException {
    requests.add(request);
    calls.add(call);
    Answer answer = script.poll();
    return answer == null ? saying(name) : answer.to(recording, call);
  }

  @Override
  public void check(EngineCall call) {
    checks.incrementAndGet();
    RuntimeException failure = checkFailure;
    if (failure != null) {
      throw failure;
    }
  }
}
