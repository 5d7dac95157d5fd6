package ai.bizcrush.extapi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTests {

  @Test
  void isTrimmedAndComposed() {
    assertThat(Name.parse("  Zoe\u0308 Kim ")).map(Name::value).contains("Zo\u00eb Kim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\u0000b", "a\nb", "a\ud800b"})
  void hasSomethingToReadAndNoControls(String text) {
    assertThat(Name.parse(text)).isEmpty();
  }

  @Test
  void hasAtMost100CodePoints() {
    assertThat(Name.parse("🎤".repeat(100))).isPresent();
    assertThat(Name.parse("🎤".repeat(101))).isEmpty();
  }
}
