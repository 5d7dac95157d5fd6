package ai.bizcrush.extapi.engine.settings;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One entry of a route.
 *
 * @param engine the provider's name
 * @param policy the policy's name, {@code ""} for the one that the provider's kind prefers
 */
record RouteEntry(String engine, String policy) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9-]+(:[a-z0-9-]+)?");

  /** Reads the entries of a route; an engine stands in it once. */
  static List<RouteEntry> parse(List<String> entries, String property) {
    var engines = new HashSet<String>();
    return entries.stream()
        .map(String::strip)
        .map(
            entry -> {
              if (!FORM.matcher(entry).matches()) {
                throw new InvalidSetting(property, "an entry is 'engine' or 'engine:policy'");
              }
              String[] parts = entry.split(":", 2);
              if (!engines.add(parts[0])) {
                throw new InvalidSetting(property, "names the engine '" + parts[0] + "' twice");
              }
              return new RouteEntry(parts[0], parts.length == 2 ? parts[1] : "");
            })
        .toList();
  }
}
