package ai.bizcrush.extapi.engine.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.ForwardingListener;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.guard.DialGuard;
import ai.bizcrush.extapi.engine.guard.MonotonicTime;
import java.util.List;
import java.util.concurrent.Executor;

/** An engine whose sessions a guard watches over. */
final class GuardedEngine implements LiveEngine {

  private final String name;
  private final LiveRecognizer recognizer;
  private final Limits limits;
  private final DialGuard guard;
  private final MonotonicTime time;

  GuardedEngine(
      String name, LiveRecognizer recognizer, Limits limits, DialGuard guard, MonotonicTime time) {
    this.name = name;
    this.recognizer = recognizer;
    this.limits = limits;
    this.guard = guard;
    this.time = time;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public LiveCapabilities capabilities() {
    return recognizer.capabilities();
  }

  @Override
  public Limits limits() {
    return limits;
  }

  /** The breaker's state, for people. */
  String breakerState() {
    return guard.breakerState();
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    var dial = guard.dial();
    try {
      var session = recognizer.open(fitted(request), new Watched(listener, dial), loop);
      return new Watching(session, dial, time.nanos());
    } catch (RuntimeException e) {
      var failure =
          e instanceof EngineException known
              ? known
              : EngineException.broken("the adapter failed", e);
      dial.failed(failure);
      throw failure;
    }
  }

  /** The request without what the engine cannot do. */
  private RecognitionRequest fitted(RecognitionRequest request) {
    LiveCapabilities can = capabilities();
    return new RecognitionRequest(
        can.fitted(request.languages()),
        request.diarization() && can.diarization(),
        can.keywords() ? request.keywords() : List.of());
  }

  /** Tells the guard what becomes of the session. */
  private static final class Watched extends ForwardingListener {

    private final DialGuard.Dial dial;

    Watched(LiveListener listener, DialGuard.Dial dial) {
      super(listener);
      this.dial = dial;
    }

    @Override
    public void ready() {
      dial.ready();
      super.ready();
    }

    @Override
    public void ended() {
      dial.over();
      super.ended();
    }

    @Override
    public void failed(EngineException failure) {
      dial.failed(failure);
      super.failed(failure);
    }
  }

  /** Tells the guard that nobody wants the session any more. */
  private final class Watching implements LiveSession {
    private final LiveSession session;
    private final DialGuard.Dial dial;
    private final long dialledAt;

    Watching(LiveSession session, DialGuard.Dial dial, long dialledAt) {
      this.session = session;
      this.dial = dial;
      this.dialledAt = dialledAt;
    }

    @Override
    public void audio(byte[] pcm, int offset, int length) {
      session.audio(pcm, offset, length);
    }

    @Override
    public void flush() {
      session.flush();
    }

    @Override
    public boolean isWritable() {
      return session.isWritable();
    }

    @Override
    public void finish() {
      session.finish();
    }

    @Override
    public void keepAlive() {
      session.keepAlive();
    }

    @Override
    public void end() {
      session.end();
    }

    /** Whoever waited for as long as the policy says gives the engine up; it is its failure. */
    @Override
    public void abort() {
      session.abort();
      if (time.nanos() - dialledAt >= limits.ready().toNanos()) {
        dial.failed(EngineException.passing("not ready in time", null, null));
      } else {
        dial.over();
      }
    }
  }
}
