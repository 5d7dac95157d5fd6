package ai.bizcrush.extapi.engine;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.LiveRecord.Event;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import java.time.Duration;
import java.util.concurrent.Executor;

/** A session under test on a loop of its own, fed as a stream feeds it. */
public final class LiveStage implements AutoCloseable {

  private static final Duration FRAME = Duration.ofMillis(20);

  private final TestLoop loop;
  private final LiveCapabilities capabilities;
  private final LiveRecord record = new LiveRecord();
  private final LiveSession session;

  /** Opens the session, on the loop. */
  public LiveStage(LiveRecognizer recognizer, RecognitionRequest request, TestLoop.Kind kind) {
    loop = new TestLoop(kind);
    capabilities = recognizer.capabilities();
    session =
        loop.call(
            () -> {
              var opened = recognizer.open(request, record, loop.executor());
              assertThat(record.events()).as("said before open returned").isEmpty();
              return opened;
            });
  }

  public LiveRecord record() {
    return record;
  }

  public LiveSession session() {
    return session;
  }

  public Executor loop() {
    return loop.executor();
  }

  public void run(Runnable task) {
    loop.run(task);
  }

  Thread thread() {
    return loop.call(Thread::currentThread);
  }

  public LiveStage ready() {
    soon().until(() -> record.has(Event.Ready.class) || record.has(Event.Failed.class));
    return this;
  }

  /**
   * The length of what is handed over at once: the engine's least, for the adapter joins nothing.
   */
  public int frameBytes() {
    var least = capabilities.minimumFrame();
    var frame = least.compareTo(FRAME) > 0 ? least : FRAME;
    return Math.toIntExact(
        frame.toMillis() * Recording.SAMPLE_RATE / 1000 * Recording.SAMPLE_BYTES);
  }

  /** Hands the audio over frame by frame, as fast as the session takes it. */
  public LiveStage feed(byte[] pcm) {
    int frame = frameBytes();
    for (int at = 0; at < pcm.length && !over(); at += frame) {
      soon().until(() -> over() || writable());
      hand(pcm, at, Math.min(frame, pcm.length - at));
    }
    return this;
  }

  public boolean writable() {
    return loop.call(session::isWritable);
  }

  private boolean over() {
    return record.has(Event.Failed.class) || record.has(Event.Ended.class);
  }

  public void hand(byte[] pcm, int offset, int length) {
    loop.run(
        () -> {
          session.audio(pcm, offset, length);
          session.flush();
        });
  }

  public LiveStage finish() {
    loop.run(
        () -> {
          session.finish();
          session.flush();
        });
    return this;
  }

  public LiveStage keepAlive() {
    loop.run(
        () -> {
          session.keepAlive();
          session.flush();
        });
    return this;
  }

  /** No audio is coming any more; waits for the last word. */
  public LiveRecord end() {
    loop.run(
        () -> {
          session.end();
          session.flush();
        });
    soon().until(this::over);
    return record;
  }

  public LiveStage abort() {
    loop.run(session::abort);
    return this;
  }

  @Override
  public void close() {
    abort();
    loop.close();
  }
}
