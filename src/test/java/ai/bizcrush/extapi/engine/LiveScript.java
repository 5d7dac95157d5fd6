package ai.bizcrush.extapi.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one session of a {@link ScriptedLiveRecognizer} does. Without a word more it is ready at
 * once, hears nothing, ends an utterance when it is told to and ends when it is told to. Steps are
 * made when that much audio was handed over, in the order in which they stand here.
 */
public final class LiveScript {

  /** Said as soon as {@code heardMs} of audio were handed over. */
  record Step(long heardMs, Consumer<LiveListener> saying, boolean isFinal) {}

  final List<Step> steps = new ArrayList<>();
  @Nullable Duration ready = Duration.ZERO;
  @Nullable EngineException refusal;
  Consumer<LiveListener> onFinish = LiveListener::endpoint;
  Consumer<LiveListener> onEnd = LiveListener::ended;
  long stallMs = Long.MAX_VALUE;

  /** Ready this much later; the loop must be one that can wait, as event loops can. */
  public LiveScript readyAfter(Duration delay) {
    ready = delay;
    return this;
  }

  /** Neither ready nor failed, unless the test says so by {@link LiveScriptSession#say}. */
  public LiveScript neverReady() {
    ready = null;
    return this;
  }

  /** Fails instead of being ready. */
  public LiveScript refused(EngineException failure) {
    refusal = failure;
    return this;
  }

  public LiveScript interim(long heardMs, LiveWord... words) {
    return at(heardMs, listener -> listener.interim(List.of(words)));
  }

  public LiveScript finals(long heardMs, LiveWord... words) {
    steps.add(new Step(heardMs, listener -> listener.finals(List.of(words)), true));
    return this;
  }

  public LiveScript endpoint(long heardMs) {
    return at(heardMs, LiveListener::endpoint);
  }

  public LiveScript failed(long heardMs, EngineException failure) {
    return at(heardMs, listener -> listener.failed(failure));
  }

  public LiveScript at(long heardMs, Consumer<LiveListener> saying) {
    steps.add(new Step(heardMs, saying, false));
    return this;
  }

  /** From there on it takes audio and says nothing, not even its progress or its end. */
  public LiveScript stalled(long heardMs) {
    stallMs = heardMs;
    return this;
  }

  public LiveScript onFinish(Consumer<LiveListener> saying) {
    onFinish = saying;
    return this;
  }

  public LiveScript onEnd(Consumer<LiveListener> saying) {
    onEnd = saying;
    return this;
  }

  /** A word of these times without a speaker. */
  public static LiveWord word(String text, long startMs, long endMs) {
    return new LiveWord(" " + text, startMs, endMs, 0.9, "", "en");
  }
}
