package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.http.EngineAnswer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code error_type} of a failure or of a failed job (soniox.com/docs/api-reference/errors): it
 * is what stays the same while messages change.
 */
final class SonioxErrors {

  /** Of this recording. */
  private static final Set<String> REJECTED =
      Set.of(
          "invalid_request",
          "invalid_audio_file",
          "max_duration_reached",
          "transcription_output_too_long");

  private static final Set<String> PASSING = Set.of("service_unavailable", "request_timeout");

  private SonioxErrors() {}

  /** What a failed request says. A store that is full is no bad request, but has no room. */
  static EngineException failure(EngineAnswer answer, @Nullable String type) {
    if (answer.status() == 400 && "limit_exceeded".equals(type)) {
      return answer.overCapacity();
    }
    if (answer.status() == 400 && "model_not_available".equals(type)) {
      return EngineException.broken("the model does not exist there", null);
    }
    return answer.failure();
  }

  /** What a failed job says. */
  static EngineException failedJob(@Nullable String type) {
    if (type == null) {
      return EngineException.broken("the job failed", null);
    }
    if (REJECTED.contains(type)) {
      return EngineException.rejected("the job was refused");
    }
    if (type.equals("limit_exceeded")) {
      return EngineException.overCapacity("the job found no room", null);
    }
    if (PASSING.contains(type)) {
      return EngineException.passing("the job failed for now", null, null);
    }
    return EngineException.broken("the job failed", null);
  }
}
