package ai.bizcrush.extapi.engine.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One engine of the route under its policy: permits, breaker and metrics are behind it. Dialling
 * again, replay and failover are the stream's.
 */
public interface LiveEngine {

  /** The provider's name. */
  String name();

  LiveCapabilities capabilities();

  /** How a stream is to treat the engine. */
  Limits limits();

  /**
   * Opens a session as {@link ai.bizcrush.extapi.engine.LiveRecognizer#open} does, without what the
   * engine cannot do. Takes a permit, which is given back when the session ended, failed or was
   * aborted; whoever holds a session has to bring it to one of these. The breaker counts dials
   * alone: ready is a success; a session that is unavailable before, or is aborted before after it
   * had the time of {@link Limits#ready}, is a failure; what happens later, or is aborted earlier,
   * is neither.
   *
   * @throws EngineException at once: over capacity when no permit is free or the engine rests after
   *     failures; unavailable when the adapter is at fault
   */
  LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop);

  /**
   * The policy of a live engine.
   *
   * @param ready from dialling to {@link LiveListener#ready}, connect and first byte together
   * @param stall how long audio may be sent while the engine's progress does not move
   * @param dials how often it is dialled in a row at the most before the next engine is asked
   * @param backoff the longest pause before the second dial, doubled with each further one
   */
  record Limits(Duration ready, Duration stall, int dials, Duration backoff) {}
}
