package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import java.util.Locale;

/** Why an engine's session was lost, as the metrics tell it. */
enum Loss {
  /** Its connection, or the engine itself, failed in a way that passes. */
  FAILED,
  /** It answered rubbish, or would fail again. */
  BROKEN,
  /** It said that it has no room any more. */
  OVER_CAPACITY,
  /** It will not have this audio. */
  REJECTED,
  /** It took audio and got no further. */
  STALLED,
  /** It ended the session by itself. */
  ENDED;

  static Loss of(EngineException failure) {
    return switch (failure.kind()) {
      case OVER_CAPACITY -> OVER_CAPACITY;
      case REJECTED -> REJECTED;
      case UNAVAILABLE -> failure.retryable() ? FAILED : BROKEN;
    };
  }

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
