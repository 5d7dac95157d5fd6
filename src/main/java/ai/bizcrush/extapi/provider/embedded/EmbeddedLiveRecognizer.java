package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;

/** English while it is spoken. There is no recogniser for it yet: it never has room. */
final class EmbeddedLiveRecognizer implements LiveRecognizer {

  private static final LiveCapabilities CAPABILITIES =
      new LiveCapabilities(
          Set.of("en"), false, false, false, true, true, Duration.ofMillis(20), 4, null);

  @Override
  public LiveCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    throw EngineException.overCapacity("all recognisers are busy", null);
  }
}
