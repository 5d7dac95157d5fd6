package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * English dictation by sphinx4 while it is spoken, one speaker for all, as many sessions as there
 * are permits. It writes what it heard and no more: lower case but for the first word of an
 * utterance and "I", no punctuation, numbers as words.
 */
final class EmbeddedLiveRecognizer implements LiveRecognizer {

  private static final Duration MINIMUM_FRAME = Duration.ofMillis(20);

  /** It takes what it can; its inbox holds back the rest. */
  private static final double PACE = 10;

  private static final LiveCapabilities CAPABILITIES =
      new LiveCapabilities(
          Set.of("en"), false, false, false, true, true, MINIMUM_FRAME, PACE, null);

  private final RecognizerPool pool;

  EmbeddedLiveRecognizer(RecognizerPool pool) {
    this.pool = pool;
  }

  @Override
  public LiveCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    return new EmbeddedStream(pool, listener, loop);
  }
}
