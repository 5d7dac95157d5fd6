package ai.bizcrush.extapi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageHintsTests {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "en,en",
        " KO ,ko",
        "\u3000ja\t,ja",
        "en-US,en",
        "pt_BR,pt",
        "ZH-Hant-TW,zh",
        "zh_hans_CN,zh",
        "in,id",
        "IN-ID,id",
        "cmn,zh",
        "cmn-Hans-CN,zh"
      })
  void aTagBecomesItsBaseLanguage(String tag, String code) {
    assertThat(LanguageHints.of(List.of(tag)).codes()).containsExactly(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", "nl", "english", "e", "und", "en us", "xx-en", "auto"})
  void whatIsNotOneOfTheFifteenIsDropped(String tag) {
    assertThat(LanguageHints.of(List.of(tag)).automatic()).isTrue();
  }

  @Test
  void allFifteenAreKnown() {
    for (String code :
        List.of(
            "en", "zh", "hi", "es", "ar", "fr", "pt", "ru", "id", "de", "ja", "vi", "it", "ko",
            "th")) {
      assertThat(LanguageHints.of(List.of(code)).codes()).containsExactly(code);
    }
    assertThat(LanguageHints.SUPPORTED).hasSize(15);
  }

  @Test
  void duplicatesAreDroppedAndTheOrderStays() {
    assertThat(LanguageHints.of(List.of("ko", "en-US", "KO-KR", "en", "id", "in")).codes())
        .containsExactly("ko", "en", "id");
  }

  @Test
  void theFirstThreeThatAreKnownAreKept() {
    assertThat(LanguageHints.of(List.of("nl", "th", "xx", "vi", "th", "it", "de")).codes())
        .containsExactly("th", "vi", "it");
  }

  @Test
  void noHintsAskForDetection() {
    assertThat(LanguageHints.of(List.of())).isEqualTo(LanguageHints.AUTOMATIC);
    assertThat(LanguageHints.AUTOMATIC.automatic()).isTrue();
    assertThat(LanguageHints.of(List.of("de")).automatic()).isFalse();
  }

  @Test
  void theLocaleOfTheMachineDoesNotMatter() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));

      assertThat(LanguageHints.of(List.of("IT", "HI", "VI")).codes())
          .containsExactly("it", "hi", "vi");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theBaseOfALanguageBeyondTheFifteenIsToldToo() {
    assertThat(LanguageHints.base("NL_be")).isEqualTo("nl");
  }
}
