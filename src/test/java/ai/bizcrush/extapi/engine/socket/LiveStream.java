package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.HeardEvents;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** A session on a loop of its own, fed with a tone. */
public final class LiveStream implements AutoCloseable {

  private static final int FRAME_MS = 100;

  /** Not silence: a recogniser may treat that in its own way. */
  private static final byte[] FRAME = new byte[FRAME_MS * 32];

  static {
    for (int i = 0; i < FRAME.length; i++) {
      FRAME[i] = (byte) (i % 64);
    }
  }

  private final TestLoop loop;
  private final HeardEvents heard = new HeardEvents();
  private final LiveSession session;

  public LiveStream(TestLoop.Kind kind, LiveRecognizer recognizer, boolean diarization) {
    this(
        kind,
        recognizer,
        new RecognitionRequest(LanguageHints.of(List.of("en")), diarization, List.of()));
  }

  public LiveStream(TestLoop.Kind kind, LiveRecognizer recognizer, RecognitionRequest request) {
    loop = new TestLoop(kind);
    session = loop.call(() -> recognizer.open(request, heard, loop.executor()));
  }

  public HeardEvents heard() {
    return heard;
  }

  public LiveStream awaitReady() {
    return await("ready");
  }

  /** Waits until this was said. */
  public LiveStream await(String line) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> heard.said(line) || heard.said("failed"));
    if (!heard.said(line)) {
      throw new AssertionError(line + " was not said, but " + heard.lines());
    }
    return this;
  }

  public LiveStream awaitFailure() {
    return await("failed");
  }

  /** Hands over so much audio, without waiting for anything but room. */
  public LiveStream feed(Duration length) {
    for (long sent = 0; sent < length.toMillis(); sent += FRAME_MS) {
      run(session -> session.audio(FRAME, 0, FRAME.length));
    }
    return run(LiveSession::flush);
  }

  public LiveStream run(Consumer<LiveSession> action) {
    loop.run(() -> action.accept(session));
    return this;
  }

  @Override
  public void close() {
    run(LiveSession::abort);
    loop.close();
  }
}
