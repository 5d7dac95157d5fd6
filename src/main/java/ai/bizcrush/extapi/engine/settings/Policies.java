package ai.bizcrush.extapi.engine.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * {@code extapi.policies}, by name. Five are there without being configured, and a setting below
 * one of their names changes just that setting: {@code remote} for engines that answer the request
 * that brings the audio, {@code polled} for those that take a job and are asked for its result, and
 * {@code embedded} for those that share this machine, which have as many calls at once as it has
 * processors, half of them for one key, and a longer queue instead; {@code live} and {@code
 * embedded-live} for sessions of live audio.
 */
@Component
public class Policies {

  private static final String PROPERTY = "extapi.policies";

  private final Map<String, Policy> byName = new TreeMap<>();

  Policies(SettingsTree tree) {
    Map<String, String> defaults = defaults(Runtime.getRuntime().availableProcessors());
    Set<String> names = new TreeSet<>(tree.names(PROPERTY));
    names.addAll(Set.of("remote", "polled", "embedded", "live", "embedded-live"));
    for (String name : names) {
      byName.put(name, tree.bind(PROPERTY + "." + name, Policy.class, defaults));
    }
  }

  private static Map<String, String> defaults(int processors) {
    var defaults = new HashMap<>(live(processors));
    defaults.putAll(recordings(processors));
    return defaults;
  }

  private static Map<String, String> live(int processors) {
    return Map.of(
        PROPERTY + ".live.first-byte-timeout", "3s",
        PROPERTY + ".live.attempts", "3",
        PROPERTY + ".live.backoff.base", "250ms",
        PROPERTY + ".live.concurrency.engine", "1000",
        PROPERTY + ".embedded-live.first-byte-timeout", "30s",
        PROPERTY + ".embedded-live.attempts", "2",
        PROPERTY + ".embedded-live.concurrency.engine", String.valueOf(processors));
  }

  private static Map<String, String> recordings(int processors) {
    return Map.of(
        PROPERTY + ".polled.timeout", "60s",
        PROPERTY + ".polled.timeout-per-audio", "2",
        PROPERTY + ".embedded.timeout", "60s",
        PROPERTY + ".embedded.timeout-per-audio", "2",
        PROPERTY + ".embedded.concurrency.engine", String.valueOf(processors),
        PROPERTY + ".embedded.concurrency.key", String.valueOf(Math.max(1, processors / 2)),
        PROPERTY + ".embedded.concurrency.patience", "5m");
  }

  /**
   * A policy.
   *
   * @param property which setting names it, for the message
   * @throws InvalidSetting there is none of this name
   */
  public Policy named(String name, String property) {
    Policy policy = byName.get(name);
    if (policy == null) {
      throw new InvalidSetting(
          property,
          "there is no policy '%s' in %s, only %s".formatted(name, PROPERTY, byName.keySet()));
    }
    return policy;
  }
}
