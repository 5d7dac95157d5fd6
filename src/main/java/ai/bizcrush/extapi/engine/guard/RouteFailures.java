package ai.bizcrush.extapi.engine.guard;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What the engines of a route said, and what the client gets to hear of it: never their words. */
public final class RouteFailures {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final String work;
  private final List<EngineException> failures = new ArrayList<>();

  /**
   * @param work what failed, as messages name it: {@code Transcription}
   */
  public RouteFailures(String work) {
    this.work = work;
  }

  public void add(EngineException failure) {
    failures.add(failure);
  }

  /** The failure of the whole route. */
  public ApiException toApiException(Deadline deadline) {
    if (deadline.isOver()) {
      return new ApiException(ErrorCode.DEADLINE_EXCEEDED, work + " took too long");
    }
    if (any(EngineException.Kind.UNAVAILABLE)) {
      return new ApiException(ErrorCode.ENGINE_FAILED, work + " failed");
    }
    if (any(EngineException.Kind.OVER_CAPACITY)) {
      return ApiException.unavailable(work + " has no room, try again later", retryAfter(), null);
    }
    return ApiException.invalid(work + " is not possible for this input");
  }

  private boolean any(EngineException.Kind kind) {
    return failures.stream().anyMatch(failure -> failure.kind() == kind);
  }

  /** When the first of them may have room. */
  private Duration retryAfter() {
    return failures.stream()
        .map(EngineException::retryAfter)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(RETRY_AFTER);
  }
}
