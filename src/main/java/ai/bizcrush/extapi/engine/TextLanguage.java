package ai.bizcrush.extapi.engine;

import com.optimaize.langdetect.DetectedLanguage;
import com.optimaize.langdetect.LanguageDetector;
import com.optimaize.langdetect.LanguageDetectorBuilder;
import com.optimaize.langdetect.i18n.LdLocale;
import com.optimaize.langdetect.ngram.NgramExtractors;
import com.optimaize.langdetect.profiles.LanguageProfileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Tells in which of the fifteen languages a text is written, for engines that do not say what they
 * heard: by its script where that decides, by its letter sequences among the languages that use
 * Latin letters. Used by many threads at once; the profiles are loaded by the first Latin text.
 */
@Component
final class TextLanguage implements LanguageIdentifier {

  private static final String UNSURE = "";

  /** Letters, below which a Latin text without hints says too little. */
  private static final int FEWEST_LETTERS = 8;

  /** More characters than this make the detector slower, not surer. */
  private static final int ENOUGH = 2000;

  private static final double SURE = 0.8;
  private static final double LIKELIER = 0.5;

  /** Japanese has far more kana than this among its letters, Chinese none. */
  private static final double KANA = 0.05;

  /** What the detector knows is read from the class path once, when first needed. */
  private static final class Latin {
    private static final LanguageDetector DETECTOR = detector();

    private static LanguageDetector detector() {
      var locales =
          List.of("en", "es", "fr", "pt", "id", "de", "vi", "it").stream()
              .map(LdLocale::fromString)
              .toList();
      try {
        return LanguageDetectorBuilder.create(NgramExtractors.standard())
            .withProfiles(new LanguageProfileReader().readBuiltIn(locales))
            .shortTextAlgorithm(100)
            .probabilityThreshold(0.01)
            .minimalConfidence(0)
            .seed(0)
            .build();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Hints decide between languages that a short text leaves open, never against the script. */
  @Override
  public String identify(String text, LanguageHints hints) {
    Map<UnicodeScript, Integer> letters = letters(text);
    int all = letters.values().stream().mapToInt(Integer::intValue).sum();
    UnicodeScript most =
        letters.keySet().stream()
            .max(Comparator.comparing(letters::get))
            .orElse(UnicodeScript.COMMON);
    int kana = count(letters, UnicodeScript.HIRAGANA) + count(letters, UnicodeScript.KATAKANA);
    int han = count(letters, UnicodeScript.HAN);
    if (han + kana > all / 2) {
      return chineseOrJapanese((double) kana / all, hints);
    }
    if (2 * count(letters, most) <= all) {
      return UNSURE;
    }
    return switch (most) {
      case HANGUL -> "ko";
      case DEVANAGARI -> "hi";
      case ARABIC -> "ar";
      case CYRILLIC -> "ru";
      case THAI -> "th";
      case LATIN -> latin(text, all, hints.codes());
      default -> UNSURE;
    };
  }

  private static String chineseOrJapanese(double kana, LanguageHints hints) {
    boolean japaneseExpected = hints.codes().contains("ja") && !hints.codes().contains("zh");
    return kana >= KANA || japaneseExpected ? "ja" : "zh";
  }

  private static String latin(String text, int letters, List<String> hints) {
    List<DetectedLanguage> found = Latin.DETECTOR.getProbabilities(beginning(text));
    for (DetectedLanguage language : found) {
      String code = language.getLocale().getLanguage();
      double enough = hints.contains(code) ? LIKELIER : SURE;
      boolean says = hints.contains(code) || letters >= FEWEST_LETTERS;
      if (says && language.getProbability() >= enough) {
        return code;
      }
    }
    return UNSURE;
  }

  private static String beginning(String text) {
    return text.length() <= ENOUGH ? text : text.substring(0, ENOUGH);
  }

  private static Map<UnicodeScript, Integer> letters(String text) {
    var letters = new EnumMap<UnicodeScript, Integer>(UnicodeScript.class);
    text.codePoints()
        .filter(Character::isLetter)
        .forEach(letter -> letters.merge(UnicodeScript.of(letter), 1, Integer::sum));
    return letters;
  }

  private static int count(Map<UnicodeScript, Integer> letters, UnicodeScript script) {
    return letters.getOrDefault(script, 0);
  }
}
