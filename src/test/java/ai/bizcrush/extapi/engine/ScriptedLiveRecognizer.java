package ai.bizcrush.extapi.engine;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A live engine whose sessions do what a test wrote down, one script a session, in order. */
public final class ScriptedLiveRecognizer implements LiveRecognizer {

  /** Fifteen languages with detection, speakers, keywords, times and progress. */
  public static final LiveCapabilities ABLE =
      capabilities(LanguageHints.SUPPORTED, true, true, true);

  /** Knows English only and would write English whatever it hears; no speakers, no progress. */
  public static final LiveCapabilities ENGLISH = capabilities(Set.of("en"), false, false, false);

  private final LiveCapabilities capabilities;
  private final Queue<LiveScript> scripts = new ConcurrentLinkedQueue<>();
  private final List<LiveScriptSession> sessions = new CopyOnWriteArrayList<>();

  public ScriptedLiveRecognizer(LiveCapabilities capabilities) {
    this.capabilities = capabilities;
  }

  private static LiveCapabilities capabilities(
      Set<String> languages, boolean detects, boolean features, boolean progress) {
    return new LiveCapabilities(
        languages, detects, features, features, true, progress, Duration.ofMillis(20), 4, null);
  }

  /**
   * What the next session does that has no script yet; further ones do as the empty script says.
   */
  public ScriptedLiveRecognizer then(LiveScript script) {
    scripts.add(script);
    return this;
  }

  /** All that were opened. */
  public List<LiveScriptSession> sessions() {
    return sessions;
  }

  @Override
  public LiveCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    LiveScript script = scripts.poll();
    var session =
        new LiveScriptSession(
            script == null ? new LiveScript() : script,
            capabilities.progress(),
            request,
            listener,
            loop);
    sessions.add(session);
    session.begin();
    return session;
  }
}
