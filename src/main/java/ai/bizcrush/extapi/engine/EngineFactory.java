package ai.bizcrush.extapi.engine;

import org.jspecify.annotations.Nullable;

/**
 * One kind of engine: a bean that each provider package declares, and all that the rest of the
 * service knows of it. For every entry of {@code extapi.providers} whose type this is, one instance
 * is made of each recogniser it offers. Adding an engine begins here.
 */
public interface EngineFactory {

  /** The type's name: the default for {@code extapi.providers.<name>.type} is {@code <name>}. */
  String type();

  /**
   * The policy of a route's entry that names none: {@code remote} (answers the request that brings
   * the audio), {@code polled} (takes a job and is asked for the result) or {@code embedded}.
   */
  default String defaultPolicy() {
    return "remote";
  }

  /** The same for live audio: {@code live}, or {@code embedded-live} where it must be loaded. */
  default String defaultLivePolicy() {
    return "live";
  }

  /** A recogniser of files, or null where the engine has none. */
  default @Nullable FileRecognizer file(ProviderSettings settings) {
    return null;
  }

  /** A recogniser of live audio, or null where the engine has none. */
  default @Nullable LiveRecognizer live(ProviderSettings settings) {
    return null;
  }
}
