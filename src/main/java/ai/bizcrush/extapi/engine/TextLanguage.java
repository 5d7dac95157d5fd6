package ai.bizcrush.extapi.engine;

import com.optimaize.langdetect.LanguageDetector;
import com.optimaize.langdetect.LanguageDetectorBuilder;
import com.optimaize.langdetect.i18n.LdLocale;
import com.optimaize.langdetect.ngram.NgramExtractors;
import com.optimaize.langdetect.profiles.LanguageProfile;
import com.optimaize.langdetect.profiles.LanguageProfileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Tells one of the fifteen languages by how its text is written: by script where a script belongs
 * to one of them, else by n-grams. The profiles, a few megabytes, are loaded when they are first
 * needed.
 */
@Component
class TextLanguage implements LanguageIdentifier {

  private static final List<String> PROFILES =
      List.of(
          "en", "zh-CN", "hi", "es", "ar", "fr", "pt", "ru", "id", "de", "ja", "vi", "it", "ko",
          "th");

  /** Scripts that only one of the fifteen is written in, Japanese before Chinese. */
  private static final Map<Character.UnicodeScript, String> OF_ONE_LANGUAGE =
      Map.of(
          Character.UnicodeScript.HANGUL, "ko",
          Character.UnicodeScript.THAI, "th",
          Character.UnicodeScript.DEVANAGARI, "hi",
          Character.UnicodeScript.ARABIC, "ar",
          Character.UnicodeScript.CYRILLIC, "ru",
          Character.UnicodeScript.HIRAGANA, "ja",
          Character.UnicodeScript.KATAKANA, "ja");

  /** Latin letters below this share of all are names and loan words. */
  private static final double MOSTLY = 0.5;

  private static final double SURE = 0.6;

  /** Letters; fewer say nothing. */
  private static final int SHORTEST = 8;

  private final Supplier<LanguageDetector> detector = SingletonSupplier.of(TextLanguage::load);

  @Override
  public String identify(String text, LanguageHints hints) {
    String byScript = byScript(text);
    if (!byScript.isEmpty()) {
      return byScript;
    }
    if (hints.codes().size() == 1) {
      return hints.codes().getFirst();
    }
    if (text.codePoints().filter(Character::isLetter).count() < SHORTEST) {
      return "";
    }
    return detector.get().getProbabilities(text).stream()
        .filter(guess -> guess.getProbability() >= SURE)
        .map(guess -> guess.getLocale().getLanguage())
        .filter(code -> hints.automatic() || hints.codes().contains(code))
        .findFirst()
        .orElse("");
  }

  private static String byScript(String text) {
    int letters = 0;
    int chinese = 0;
    var counts = new TreeMap<String, Integer>();
    for (int point : text.codePoints().filter(Character::isLetter).toArray()) {
      letters++;
      var script = Character.UnicodeScript.of(point);
      if (script == Character.UnicodeScript.HAN) {
        chinese++;
      }
      String language = OF_ONE_LANGUAGE.get(script);
      if (language != null) {
        counts.merge(language, 1, Integer::sum);
      }
    }
    int kana = counts.getOrDefault("ja", 0);
    if (kana > 0) {
      counts.merge("ja", chinese, Integer::sum);
    } else if (chinese > 0) {
      counts.put("zh", chinese);
    }
    double enough = letters * MOSTLY;
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > enough)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static LanguageDetector load() {
    var profiles = new ArrayList<LanguageProfile>();
    try {
      for (String tag : PROFILES) {
        profiles.addAll(new LanguageProfileReader().readBuiltIn(List.of(LdLocale.fromString(tag))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LanguageDetectorBuilder.create(NgramExtractors.standard())
        .withProfiles(profiles)
        .shortTextAlgorithm(100)
        .build();
  }
}
