package ai.bizcrush.extapi.engine;

import java.util.concurrent.Executor;

/**
 * Turns audio into text while it is spoken. Like {@link FileRecognizer} an adapter translates one
 * protocol, classifies its failures and never dials twice: replay, failover and rotation are the
 * caller's.
 */
public interface LiveRecognizer {

  /** What this engine can do and takes; constant for the life of the instance. */
  LiveCapabilities capabilities();

  /**
   * Begins a session and returns at once. Everything the session says comes through the listener,
   * on {@code loop}, a single thread; the session's own methods are called on it too. A session
   * that cannot begin says so by {@link LiveListener#failed}, never before this returns. Time-outs
   * are the caller's too: it aborts a session that is not {@linkplain LiveListener#ready ready} in
   * time.
   *
   * @param loop where a Netty event loop is given, an engine behind a socket is dialled on it, so
   *     that client and engine share one thread
   */
  LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop);
}
