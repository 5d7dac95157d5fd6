package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.EngineException;

/** The {@code error_code} of a session that ends (soniox.com/docs/stt/rt/error-handling). */
final class LiveErrors {

  private LiveErrors() {}

  /** A session that lasted too long (413) or was idle (408) may be begun anew. */
  static EngineException failure(long code) {
    String message = "the session ended with error " + code;
    if (code == 400) {
      return EngineException.rejected(message);
    }
    if (code == 429) {
      return EngineException.overCapacity(message, null);
    }
    if (code == 408 || code == 413 || code >= 500 && code < 600) {
      return EngineException.passing(message, null, null);
    }
    return EngineException.broken(message, null);
  }
}
