package ai.bizcrush.extapi.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * At most three base languages out of the fifteen that the service knows, in the order given; empty
 * means automatic detection.
 */
public record LanguageHints(List<String> codes) {

  /** The fifteen. */
  public static final Set<String> SUPPORTED =
      Set.of(
          "en", "zh", "hi", "es", "ar", "fr", "pt", "ru", "id", "de", "ja", "vi", "it", "ko", "th");

  /** Automatic detection. */
  public static final LanguageHints AUTOMATIC = new LanguageHints(List.of());

  private static final int MOST = 3;
  private static final Map<String, String> ALIASES = Map.of("in", "id", "cmn", "zh");

  public LanguageHints {
    codes = List.copyOf(codes);
  }

  /**
   * Normalises what a client sent: trimmed, lower-cased, {@code _} as {@code -}, the base of a BCP
   * 47 tag, duplicates and unknown languages dropped, the first three kept.
   */
  public static LanguageHints of(List<String> tags) {
    var codes = new ArrayList<String>(MOST);
    for (String tag : tags) {
      String code = base(tag);
      if (SUPPORTED.contains(code) && !codes.contains(code) && codes.size() < MOST) {
        codes.add(code);
      }
    }
    return new LanguageHints(codes);
  }

  /** The base language of one tag, whether it is one of the fifteen or not. */
  public static String base(String tag) {
    String base = tag.strip().toLowerCase(Locale.ROOT).replace('_', '-').split("-", 2)[0];
    return ALIASES.getOrDefault(base, base);
  }

  public boolean automatic() {
    return codes.isEmpty();
  }
}
