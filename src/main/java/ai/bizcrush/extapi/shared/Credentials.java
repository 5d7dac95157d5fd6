package ai.bizcrush.extapi.shared;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The API keys that one request presents, however it presents them: a plain value, so that the REST
 * listener and the stream's handshake are judged alike.
 *
 * @param keys every different key, blank ones left out
 */
public record Credentials(Set<String> keys) {

  public Credentials {
    keys = Set.copyOf(keys);
  }

  /**
   * Collects the keys of a request. Blank values count as absent, {@code Authorization} schemes
   * other than {@code Bearer} are ignored.
   *
   * @param apiKeyHeaders values of {@code X-API-Key}
   * @param apiKeyQueries decoded values of {@code api_key}
   * @param authorizations values of {@code Authorization}
   */
  public static Credentials of(
      List<String> apiKeyHeaders, List<String> apiKeyQueries, List<String> authorizations) {
    var keys = new LinkedHashSet<String>();
    apiKeyHeaders.forEach(key -> add(keys, key));
    apiKeyQueries.forEach(key -> add(keys, key));
    for (String authorization : authorizations) {
      String value = authorization.strip();
      if (value.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
        add(keys, value.substring("bearer ".length()));
      }
    }
    return new Credentials(keys);
  }

  private static void add(Set<String> keys, String key) {
    if (!key.isBlank()) {
      keys.add(key.strip());
    }
  }

  /** Keeps the keys out of logs and exception messages. */
  @Override
  public String toString() {
    return "Credentials[" + keys.size() + "]";
  }
}
