package ai.bizcrush.extapi.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LanguageIdentifier;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanguagesTests {

  private static final LanguageHints HINTS = LanguageHints.of(List.of("ko"));

  private static Utterance utterance(String text, String language) {
    return new Utterance("0", text, Duration.ZERO, Duration.ofSeconds(1), 0.5, language, List.of());
  }

  private static List<String> languages(LanguageIdentifier identifier, Utterance... utterances) {
    return new Languages(identifier)
        .added(new Transcript(List.of(utterances)), HINTS).utterances().stream()
            .map(Utterance::language)
            .toList();
  }

  @Test
  void whatTheEngineTellsStands() {
    LanguageIdentifier never =
        (_, _) -> {
          throw new AssertionError("asked");
        };

    assertThat(languages(never, utterance("hallo", "de"), utterance("hello", "en")))
        .containsExactly("de", "en");
  }

  @Test
  void anUtteranceHasTheLanguageOfItsOwnText() {
    LanguageIdentifier identifier =
        (text, hints) -> text.equals("안녕") ? hints.codes().getFirst() : "en";

    assertThat(languages(identifier, utterance("안녕", ""), utterance("hello", "")))
        .containsExactly("ko", "en");
  }

  @Test
  void anUtteranceThatIsTooShortHasTheLanguageOfEverything() {
    LanguageIdentifier identifier = (text, _) -> text.length() > 5 ? "fr" : "";

    assertThat(languages(identifier, utterance("oui", ""), utterance("d'accord", "fr")))
        .containsExactly("fr", "fr");
  }

  @Test
  void whatNobodyCanTellStaysUnknown() {
    assertThat(languages((_, _) -> "", utterance("hm", ""))).containsExactly("");
  }
}
