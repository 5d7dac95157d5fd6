package ai.bizcrush.extapi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

  @ParameterizedTest
  @CsvSource({
    "ann@example.org, ann@example.org",
    "'  Ann.Lee+x@Example.ORG\t', ann.lee+x@example.org",
    "demo@localhost, demo@localhost",
    "'o''neil@example.org', 'o''neil@example.org'",
    "지민@예시.한국, 지민@예시.한국"
  })
  void isTrimmedAndLowerCased(String text, String normal) {
    assertThat(EmailAddress.parse(text)).map(EmailAddress::value).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ann",
        "@example.org",
        "ann@",
        "a@b@c",
        "an n@example.org",
        "an\u00a0n@example.org",
        "an\u0000n@example.org",
        "an\u200bn@example.org",
        "an\ud800n@example.org",
        "<ann@example.org>",
        "Ann<ann@example.org>",
        "\"ann\"@example.org",
        "ann@example.org,bob",
        "mailto:ann@example.org"
      })
  void isExactlyOneAddressAndNothingBeside(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void hasAtMost254Characters() {
    String domain = "@example.org";

    assertThat(EmailAddress.parse("a".repeat(254 - domain.length()) + domain)).isPresent();
    assertThat(EmailAddress.parse("a".repeat(255 - domain.length()) + domain)).isEmpty();
  }

  @Test
  void existsInNormalFormOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EmailAddress("Ann@example.org"))
        .withMessage("not an email address");
  }

  @Test
  void isNotPrinted() {
    assertThat(new EmailAddress("ann@example.org").toString()).doesNotContain("ann", "example");
  }
}
