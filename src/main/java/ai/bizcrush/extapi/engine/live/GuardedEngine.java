package ai.bizcrush.extapi.engine.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.guard.DialGuard;
import java.util.List;
import java.util.concurrent.Executor;

/** A recogniser behind its permits and its breaker. */
record GuardedEngine(String name, LiveRecognizer recognizer, Limits limits, DialGuard guard)
    implements LiveEngine {

  @Override
  public LiveCapabilities capabilities() {
    return recognizer.capabilities();
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    var dial = guard.begin();
    var session = new GuardedSession(dial, listener);
    try {
      session.opened(recognizer.open(fitted(request), session, loop));
      return session;
    } catch (RuntimeException e) {
      var failure =
          e instanceof EngineException known
              ? known
              : EngineException.broken("the adapter failed", e);
      dial.failed(failure);
      throw failure;
    }
  }

  private RecognitionRequest fitted(RecognitionRequest request) {
    LiveCapabilities can = capabilities();
    return new RecognitionRequest(
        can.fitted(request.languages()),
        request.diarization() && can.diarization(),
        can.keywords() ? request.keywords() : List.of());
  }
}
