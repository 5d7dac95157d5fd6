package ai.bizcrush.extapi.engine.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * {@code extapi.policies}, by name. Some are there without being configured, and a setting below
 * one of their names changes just that setting: {@code remote} for engines that answer the request
 * that brings the audio, {@code polled} for those that take a job and are asked for its result, and
 * {@code embedded} for those that share this machine, which have as many calls at once as it has
 * processors, half of them for one key, and a longer queue instead; {@code live} for engines that
 * hear audio while it is spoken, and {@code embedded-live} for those of them that share this
 * machine and may have to load a model first.
 */
@Component
public class Policies {

  private static final String PROPERTY = "extapi.policies";

  private static final Set<String> BUILT_IN =
      Set.of("remote", "polled", "embedded", "live", "embedded-live");

  private final Map<String, Policy> byName = new TreeMap<>();

  Policies(SettingsTree tree) {
    Map<String, String> defaults = defaults(Runtime.getRuntime().availableProcessors());
    Set<String> names = new TreeSet<>(tree.names(PROPERTY));
    names.addAll(BUILT_IN);
    for (String name : names) {
      byName.put(name, tree.bind(PROPERTY + "." + name, Policy.class, defaults));
    }
  }

  private static Map<String, String> defaults(int processors) {
    var defaults = new HashMap<String, String>();
    for (String slow : Set.of("polled", "embedded")) {
      defaults.put(slow + ".timeout", "60s");
      defaults.put(slow + ".timeout-per-audio", "2");
    }
    defaults.put("embedded.concurrency.engine", String.valueOf(processors));
    defaults.put("embedded.concurrency.key", String.valueOf(Math.max(1, processors / 2)));
    defaults.put("embedded.concurrency.patience", "5m");
    for (String live : Set.of("live", "embedded-live")) {
      defaults.put(live + ".attempts", "3");
      defaults.put(live + ".backoff.base", "250ms");
      defaults.put(live + ".concurrency.engine", "1000");
    }
    defaults.put("live.first-byte-timeout", "3s");
    return defaults.entrySet().stream()
        .collect(Collectors.toMap(e -> PROPERTY + "." + e.getKey(), Map.Entry::getValue));
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
