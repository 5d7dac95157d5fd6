package ai.bizcrush.extapi.engine.settings;

import ai.bizcrush.extapi.engine.EngineFactory;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * {@code extapi.providers}: what is configured, by name, each with its kind of engine. {@code
 * embedded} is there without being configured.
 */
@Component
public class Providers {

  static final String PROPERTY = "extapi.providers";
  private static final String EMBEDDED = "embedded";

  /** A colon separates engine and policy in a route; dots separate properties. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private final Map<String, Provider> byName = new TreeMap<>();

  Providers(SettingsTree tree, Collection<EngineFactory> factories) {
    Map<String, EngineFactory> byType =
        factories.stream().collect(Collectors.toMap(EngineFactory::type, Function.identity()));
    Set<String> names = new TreeSet<>(tree.names(PROPERTY));
    if (byType.containsKey(EMBEDDED)) {
      names.add(EMBEDDED);
    }
    for (String name : names) {
      byName.put(name, provider(name, tree, byType));
    }
  }

  /**
   * A configured provider.
   *
   * @param property which setting names it, for the message
   * @throws InvalidSetting nothing of this name is configured
   */
  public Provider named(String name, String property) {
    Provider provider = byName.get(name);
    if (provider == null) {
      throw new InvalidSetting(
          property,
          "there is no engine '%s' in %s, only %s".formatted(name, PROPERTY, byName.keySet()));
    }
    return provider;
  }

  private static Provider provider(
      String name, SettingsTree tree, Map<String, EngineFactory> byType) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidSetting(
          PROPERTY + "." + name, "a name has small letters, digits and dashes");
    }
    String property = PROPERTY + "." + name + ".type";
    EngineFactory factory = byType.get(tree.text(property, name));
    if (factory == null) {
      throw new InvalidSetting(
          property,
          "is not a known type (the name, where it is not set); known are "
              + new TreeSet<>(byType.keySet()));
    }
    return new Provider(new ProviderEntry(name, tree), factory);
  }
}
