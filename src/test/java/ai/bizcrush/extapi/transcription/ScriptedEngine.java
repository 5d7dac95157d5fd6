package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An engine whose answers a test writes. Without a script it says one sentence in two voices. */
public class ScriptedEngine implements EngineFactory, FileRecognizer {

  /** What the next call does. */
  public interface Answer {
    Transcript to(Recording recording, RecognitionRequest request) throws InterruptedException;
  }

  /** A call that waits until the test lets it go. */
  public static final class Held implements Answer {
    public final CountDownLatch begun = new CountDownLatch(1);
    public final CountDownLatch release = new CountDownLatch(1);
    public final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public Transcript to(Recording recording, RecognitionRequest request)
        throws InterruptedException {
      begun.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
      return conversation();
    }
  }

  public final AtomicInteger calls = new AtomicInteger();
  private volatile @Nullable RecognitionRequest lastRequest;
  private final BlockingQueue<Answer> script = new LinkedBlockingQueue<>();

  public void next(Answer answer) {
    script.add(answer);
  }

  /** What the latest call asked for. */
  public RecognitionRequest lastRequest() {
    return Objects.requireNonNull(lastRequest);
  }

  public void reset() {
    script.clear();
    calls.set(0);
  }

  public static Transcript conversation() {
    return new Transcript(
        List.of(
            new Utterance(
                "0",
                "Good morning.",
                Duration.ofMillis(100),
                Duration.ofMillis(900),
                0.9,
                "en",
                List.of()),
            new Utterance(
                "1",
                "안녕하세요.",
                Duration.ofMillis(1000),
                Duration.ofMillis(3000),
                0.6,
                "ko",
                List.of())));
  }

  @Override
  public String type() {
    return "scripted";
  }

  @Override
  public FileRecognizer file(ProviderSettings settings) {
    return this;
  }

  @Override
  public FileCapabilities capabilities() {
    return new FileCapabilities(LanguageHints.SUPPORTED, true, true, true, null);
  }

  @Override
  public Transcript recognize(Recording recording, RecognitionRequest request, EngineCall call)
      throws InterruptedException {
    calls.incrementAndGet();
    lastRequest = request;
    Answer answer = script.poll();
    return answer == null ? conversation() : answer.to(recording, request);
  }
}
