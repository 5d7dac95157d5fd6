package ai.bizcrush.extapi.engine;

import static ai.bizcrush.extapi.engine.EngineException.Kind.OVER_CAPACITY;
import static ai.bizcrush.extapi.engine.EngineException.Kind.REJECTED;
import static ai.bizcrush.extapi.engine.EngineException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link FileRecognizer} keeps. The test of an adapter extends this, puts its engine
 * into each {@link Scene} and inherits the assertions.
 *
 * <p>An adapter with an API key is given {@link #API_KEY}; a scene whose engine sends a text of its
 * own choice (an error's description, a page, garbage) sends {@link #SPOKEN} in it. Neither may
 * turn up in an exception.
 */
public abstract class FileRecognizerContract {

  /** The key to configure: no message may show it. */
  protected static final String API_KEY = "key-that-nobody-may-read";

  /** What to put into bodies of errors and garbage: no message may show it. */
  protected static final String SPOKEN = "words-that-nobody-may-read";

  /** An attempt with time enough for anything but a fault. */
  protected static final EngineCall PATIENT =
      new EngineCall(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(90));

  /** An attempt that ends soon if the engine does not answer. */
  protected static final EngineCall HASTY =
      new EngineCall(Duration.ofMillis(500), Duration.ofMillis(700), Duration.ofMillis(1500));

  /** No call, however it ends, may take longer than this in any scene. */
  private static final Duration BOUND = Duration.ofMinutes(2);

  /** What a hasty call may take: its own time-outs, and room for a busy machine. */
  private static final Duration HASTY_BOUND = Duration.ofSeconds(30);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(7);

  @TempDir protected Path folder;

  /** A recogniser whose engine is in this condition; what it needs lives until the test ends. */
  protected abstract FileRecognizer recognizer(Scene scene) throws Exception;

  /** Scenes that this engine cannot be put into, each with the reason, which the report shows. */
  protected Map<Scene, String> leftOut() {
    return Map.of();
  }

  /** What is recognised in a scene: eight seconds of a tone by default, for scripted engines. */
  protected Recording recording(Scene scene) throws IOException {
    return tone(Duration.ofSeconds(8));
  }

  /** What is asked for in a scene. */
  protected RecognitionRequest request(Scene scene) {
    return new RecognitionRequest(LanguageHints.of(List.of("en")), true, List.of());
  }

  /**
   * Whether the call of {@link Scene#ENDLESS} is under way on this virtual thread, so that an
   * interrupt meets it in the middle. By default: it waits for something.
   */
  protected boolean underway(Thread worker) {
    return worker.getState() == Thread.State.WAITING
        || worker.getState() == Thread.State.TIMED_WAITING;
  }

  /** A tone of this length as a recording of its own file. */
  protected final Recording tone(Duration length) throws IOException {
    int samples = Math.toIntExact(length.toMillis() * Recording.SAMPLE_RATE / 1000);
    var bytes =
        ByteBuffer.allocate(samples * Recording.SAMPLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      bytes.putShort((short) (4000 * Math.sin(2 * Math.PI * 220 * i / Recording.SAMPLE_RATE)));
    }
    Path file = Files.createTempFile(folder, "tone", ".pcm");
    Files.write(file, bytes.array());
    return new Recording(file, 0, samples);
  }

  @Test
  void speechBecomesUtterancesThatFitTheRecording() throws Exception {
    var recording = recording(Scene.SPEECH);

    var transcript = transcript(Scene.SPEECH, recording, request(Scene.SPEECH));

    assertThat(transcript.utterances()).isNotEmpty();
    assertFits(transcript, recording.duration());
  }

  @Test
  void aStretchOfAFileHasAClockOfItsOwn() throws Exception {
    var whole = recording(Scene.SPEECH);
    var stretch = embed(whole);

    var transcript = transcript(Scene.SPEECH, stretch, request(Scene.SPEECH));

    assertThat(transcript.utterances()).isNotEmpty();
    assertFits(transcript, stretch.duration());
  }

  @Test
  void silenceIsAnEmptyTranscript() throws Exception {
    var transcript = transcript(Scene.SILENCE, recording(Scene.SILENCE), request(Scene.SILENCE));

    assertThat(transcript.utterances()).isEmpty();
  }

  @Test
  void twoSpeakersHaveTwoNumbers() throws Exception {
    var transcript =
        transcript(Scene.TWO_SPEAKERS, recording(Scene.TWO_SPEAKERS), request(Scene.TWO_SPEAKERS));

    assertThat(transcript.utterances().stream().map(Utterance::speaker).distinct()).hasSize(2);
    assertFits(transcript, recording(Scene.TWO_SPEAKERS).duration());
  }

  @Test
  void withoutDiarizationEverybodyIsSpeakerZero() throws Exception {
    var asked = request(Scene.TWO_SPEAKERS);
    var request = new RecognitionRequest(asked.languages(), false, asked.keywords());

    var transcript = transcript(Scene.TWO_SPEAKERS, recording(Scene.TWO_SPEAKERS), request);

    assertThat(transcript.utterances()).isNotEmpty();
    assertThat(transcript.utterances()).extracting(Utterance::speaker).containsOnly("0");
  }

  @Test
  void oneInstanceServesManyThreads() throws Exception {
    assumeStaged(Scene.SPEECH);
    var recognizer = recognizer(Scene.SPEECH);
    var recording = recording(Scene.SPEECH);
    var calls = new ArrayList<CompletableFuture<Transcript>>();

    for (int i = 0; i < 4; i++) {
      calls.add(start(() -> recognizer.recognize(recording, request(Scene.SPEECH), PATIENT)));
    }

    for (var call : calls) {
      assertThat(get(call, BOUND).utterances()).isNotEmpty();
    }
  }

  @Test
  void theRecordingIsOnlyRead() throws Exception {
    var recording = recording(Scene.SPEECH);
    byte[] before = Files.readAllBytes(recording.pcm());

    transcript(Scene.SPEECH, recording, request(Scene.SPEECH));

    assertThat(recording.pcm()).hasBinaryContent(before);
  }

  @Test
  void aRefusedConnectionPasses() throws Exception {
    assertFails(Scene.CONNECTION_REFUSED, PATIENT, UNAVAILABLE, true);
  }

  @Test
  void aBlackHoleEndsWithTheTimeOutAndPasses() throws Exception {
    assertFails(Scene.BLACK_HOLE, HASTY, UNAVAILABLE, true);
  }

  @Test
  void slowBytesEndWithTheTimeOutAndPass() throws Exception {
    assertFails(Scene.SLOW_BYTES, HASTY, UNAVAILABLE, true);
  }

  @Test
  void refusedInputIsRejected() throws Exception {
    assertFails(Scene.INPUT_REFUSED, PATIENT, REJECTED, false);
  }

  @Test
  void aWrongKeyIsNotTriedAgain() throws Exception {
    assertFails(Scene.UNAUTHENTICATED, PATIENT, UNAVAILABLE, false);
  }

  @Test
  void anEmptyPurseIsNotTriedAgain() throws Exception {
    assertFails(Scene.PAYMENT_REQUIRED, PATIENT, UNAVAILABLE, false);
  }

  @Test
  void overCapacityTellsWhenToComeBack() throws Exception {
    var failure = assertFails(Scene.OVER_CAPACITY, PATIENT, OVER_CAPACITY, true);

    assertThat(failure.retryAfter()).isEqualTo(RETRY_AFTER);
  }

  @Test
  void aServerErrorIsNotTriedAgain() throws Exception {
    assertFails(Scene.SERVER_ERROR, PATIENT, UNAVAILABLE, false);
  }

  @Test
  void temporaryUnavailabilityPasses() throws Exception {
    assertFails(Scene.TEMPORARILY_UNAVAILABLE, PATIENT, UNAVAILABLE, true);
  }

  @Test
  void garbageIsAFault() throws Exception {
    assertFails(Scene.GARBAGE, PATIENT, UNAVAILABLE, false);
  }

  @Test
  void aWebPageIsAFault() throws Exception {
    assertFails(Scene.WEB_PAGE, PATIENT, UNAVAILABLE, false);
  }

  @Test
  void aTruncatedAnswerIsAFault() throws Exception {
    var failure = failure(Scene.TRUNCATED, PATIENT);

    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aResetPasses() throws Exception {
    assertFails(Scene.RESET, PATIENT, UNAVAILABLE, true);
  }

  @Test
  void anOversizedAnswerIsAFault() throws Exception {
    assertFails(Scene.OVERSIZED, PATIENT, UNAVAILABLE, false);
  }

  @Test
  void anInterruptEndsTheCall() throws Exception {
    assumeStaged(Scene.ENDLESS);
    var recognizer = recognizer(Scene.ENDLESS);
    var recording = recording(Scene.ENDLESS);
    var outcome = new CompletableFuture<Object>();
    var worker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    outcome.complete(
                        recognizer.recognize(recording, request(Scene.ENDLESS), PATIENT));
                  } catch (Throwable e) {
                    outcome.complete(e);
                  }
                });
    await().atMost(BOUND).until(() -> outcome.isDone() || underway(worker));

    worker.interrupt();

    assertThat(outcome.get(HASTY_BOUND.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void anInterruptThatCameBeforeEndsTheCallToo() throws Exception {
    assumeStaged(Scene.ENDLESS);
    var recognizer = recognizer(Scene.ENDLESS);
    var recording = recording(Scene.ENDLESS);

    var call =
        start(
            () -> {
              Thread.currentThread().interrupt();
              return recognizer.recognize(recording, request(Scene.ENDLESS), PATIENT);
            });

    assertThat(failureOf(call, HASTY_BOUND)).isInstanceOf(InterruptedException.class);
  }

  /** Asserts the class of a failure and that it tells nothing that it should not. */
  private EngineException assertFails(
      Scene scene, EngineCall call, EngineException.Kind kind, boolean retryable) throws Exception {
    var failure = failure(scene, call);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    return failure;
  }

  private EngineException failure(Scene scene, EngineCall call) throws Exception {
    assumeStaged(scene);
    var recognizer = recognizer(scene);
    var recording = recording(scene);

    var failed =
        failureOf(
            start(() -> recognizer.recognize(recording, request(scene), call)),
            call.equals(HASTY) ? HASTY_BOUND : BOUND);

    assertThat(failed).isInstanceOf(EngineException.class);
    assertThat(failed.getMessage())
        .isNotBlank()
        .doesNotContain("://", "localhost", "127.0.0.1", API_KEY, SPOKEN);
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      assertThat(String.valueOf(cause.getMessage())).doesNotContain(API_KEY, SPOKEN);
    }
    return (EngineException) failed;
  }

  private Transcript transcript(Scene scene, Recording recording, RecognitionRequest request)
      throws Exception {
    assumeStaged(scene);
    var recognizer = recognizer(scene);
    return get(start(() -> recognizer.recognize(recording, request, PATIENT)), BOUND);
  }

  private void assumeStaged(Scene scene) {
    String reason = leftOut().get(scene);
    assumeTrue(reason == null, () -> scene + " is left out: " + reason);
  }

  /** The same samples in the middle of a longer file. */
  private Recording embed(Recording recording) throws IOException {
    int before = Recording.SAMPLE_RATE / 2;
    Path file = Files.createTempFile(folder, "longer", ".pcm");
    try (var out = Files.newOutputStream(file);
        var in = recording.open()) {
      out.write(new byte[before * Recording.SAMPLE_BYTES]);
      in.transferTo(out);
      out.write(new byte[before * Recording.SAMPLE_BYTES]);
    }
    return new Recording(file, before, recording.samples());
  }

  private static void assertFits(Transcript transcript, Duration length) {
    var previous = Duration.ZERO;
    for (var utterance : transcript.utterances()) {
      assertThat(utterance.text()).isNotBlank().isEqualTo(utterance.text().strip());
      assertThat(utterance.speaker()).matches("0|[1-9][0-9]*");
      assertThat(utterance.language()).matches("|[a-z]{2,3}");
      assertThat(utterance.confidence()).isBetween(0.0, 1.0);
      assertThat(utterance.start()).isBetween(previous, length);
      assertThat(utterance.end()).isBetween(utterance.start(), length);
      previous = utterance.start();
      for (var word : utterance.words()) {
        assertThat(word.text()).isNotBlank();
        assertThat(word.confidence()).isBetween(0.0, 1.0);
        assertThat(word.start()).isBetween(utterance.start(), utterance.end());
        assertThat(word.end()).isBetween(word.start(), utterance.end());
      }
    }
  }

  private static <T> CompletableFuture<T> start(Callable<T> call) {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(call.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  private static <T> T get(CompletableFuture<T> call, Duration bound) throws Exception {
    return call.get(bound.toSeconds(), TimeUnit.SECONDS);
  }

  private static Throwable failureOf(CompletableFuture<?> call, Duration bound) throws Exception {
    try {
      return new AssertionError("no failure, but " + get(call, bound));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return cause == null ? e : cause;
    }
  }
}
