package ai.bizcrush.extapi.engine;

import ai.bizcrush.extapi.shared.ApiException;
import java.time.Instant;

/**
 * The configured engines for recordings, in their order: what a feature asks. Retries, fallback,
 * limits, splitting and the checks of what an engine says are behind it.
 */
public interface FileRoute {

  /**
   * Recognises a recording with the first engine that can and may. Blocks, on a virtual thread of
   * the caller's; an interrupt ends whatever is under way.
   *
   * @param deadline for everything together: waiting, every attempt, every engine
   * @param keyId whose share of each engine's concurrency it takes: the id of an API key
   * @throws ApiException with a message that is fixed and meant for clients: {@code ENGINE_FAILED}
   *     when an engine failed and no other answered; {@code UNAVAILABLE} with {@code Retry-After}
   *     when there was no room, or only engines that rest after failures; {@code INVALID_ARGUMENT}
   *     when every engine rejected the recording or none knows the languages; {@code
   *     DEADLINE_EXCEEDED} when the time was over
   */
  RouteResult transcribe(
      Recording recording, RecognitionRequest request, Instant deadline, String keyId)
      throws InterruptedException;
}
