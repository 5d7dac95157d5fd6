package ai.bizcrush.extapi.engine;

/**
 * Turns a whole recording into a transcript: one adapter an engine, one instance a configured
 * provider, used by many threads at once.
 *
 * <p>An adapter translates one published protocol and classifies its failures. It never retries,
 * never falls back, never counts permits and never splits a recording: the route does that for all
 * of them, by policy and by {@link FileCapabilities}.
 */
public interface FileRecognizer {

  /** What this engine can do and takes; constant for the life of the instance. */
  FileCapabilities capabilities();

  /**
   * Recognises the speech of a recording. Blocks, on a virtual thread of the caller's; an interrupt
   * ends the upstream call and comes back as {@link InterruptedException}.
   *
   * <p>Times of the answer are on the recording's own clock, which begins at zero whatever {@link
   * Recording#offset()} is. Speakers are named {@code "0"}, {@code "1"}, ...: numbers that an
   * engine gives pass through, letters map {@code A} to {@code "0"}. Without diarization every
   * utterance has speaker {@code "0"}. Silence gives an empty list, not a failure.
   *
   * @param call what one attempt may take; the adapter obeys both its deadline and its time-outs
   * @throws EngineException the engine did not answer, or not with a usable transcript; what it
   *     says is one of {@link EngineException.Kind}
   */
  Transcript recognize(Recording recording, RecognitionRequest request, EngineCall call)
      throws InterruptedException;

  /**
   * Asks the engine, cheaply and without audio, whether it would answer. Returns when it would.
   *
   * @throws EngineException why it would not
   */
  default void check(EngineCall call) throws InterruptedException {}
}
