package ai.bizcrush.extapi.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTests {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "http://a.example => http://a.example:80/",
        "HTTPS://A.Example/B => https://a.example:443/B",
        "http:a.example/x => http://a.example:80/x",
        "http:/a.example/x => http://a.example:80/x",
        "http:\\\\a.example\\x\\y?z\\w => http://a.example:80/x/y?z\\w",
        "http:////a.example//x => http://a.example:80//x",
        "https://a.example:443/ => https://a.example:443/",
        "http://a.example:/ => http://a.example:80/",
        "http://a.example:08080/ => http://a.example:8080/",
        "http://a.example?q => http://a.example:80/?q",
        "http://a.example#f?g => http://a.example:80/",
        "http://a.example/x? => http://a.example:80/x?",
        "http://a.example./x => http://a.example:80/x",
        "http://a_b.example/ => http://a_b.example:80/",
        "http://%61.example/ => http://a.example:80/",
        "http://日本語.jp/ => http://xn--wgv71a119e.jp:80/",
        "http://faß.de/ => http://xn--fa-hia.de:80/",
        "http://한국.kr/회의 록.m4a => http://xn--3e0b707e.kr:80/%ED%9A%8C%EC%9D%98%20%EB%A1%9D.m4a",
        "http://a.example/😀 => http://a.example:80/%F0%9F%98%80",
        "http://a.example/a\"b<c>d^e`f{g}h|i'j[k]~ => "
            + "http://a.example:80/a%22b%3Cc%3Ed%5Ee%60f%7Bg%7Dh|i'j[k]~",
        "http://a.example/?a\"b<c>d^e`f{g}h|i'j[k]~ => "
            + "http://a.example:80/?a%22b%3Cc%3Ed^e`f{g}h|i%27j[k]~",
        "http://a.example/%2f%2F%zz%?%41%7e%3D+/=&%e2%82%ac => "
            + "http://a.example:80/%2f%2F%zz%?%41%7e%3D+/=&%e2%82%ac",
        "http://a.example/a/./b/../c/%2e%2E/d/.. => http://a.example:80/a/",
        "http://a.example/../../x/%2e => http://a.example:80/x/",
        "http://a.example/..a/.../x/ => http://a.example:80/..a/.../x/",
        "http://127.0.0.1/ => http://127.0.0.1:80/",
        "http://127.1/ => http://127.0.0.1:80/",
        "http://2130706433/ => http://127.0.0.1:80/",
        "http://0x7f000001/ => http://127.0.0.1:80/",
        "http://0X7F.1/ => http://127.0.0.1:80/",
        "http://0177.0.0.1/ => http://127.0.0.1:80/",
        "http://127.0.0.1./ => http://127.0.0.1:80/",
        "http://1.2.3/ => http://1.2.0.3:80/",
        "http://%31%32%37.0.0.1/ => http://127.0.0.1:80/",
        "http://１２７.0.0.1/ => http://127.0.0.1:80/",
        "http://127。0。0。1/ => http://127.0.0.1:80/",
        "http://①②⑦.⓪.⓪.①/ => http://127.0.0.1:80/",
        "http://[::1]/ => http://[0:0:0:0:0:0:0:1]:80/",
        "http://[::FFFF:127.0.0.1]:81/ => http://127.0.0.1:81/",
        "http://[::ffff:7f00:1]/ => http://127.0.0.1:80/",
        "http://[64:ff9b::7f00:1]/ => http://[64:ff9b:0:0:0:0:7f00:1]:80/"
      })
  void readsUrlsAsBrowsersDo(String text, String canonical) {
    assertThat(show(WebUrl.parse(text))).isEqualTo(canonical);
  }

  @Test
  void dropsWhiteSpaceAroundAndTabsAndNewlinesInside() {
    WebUrl url = WebUrl.parse("\u0000 \u001f\tht\ntp://a.\texa\rmple/x\n\t/y z \r\n ");

    assertThat(show(url)).isEqualTo("http://a.example:80/x/y%20z");
  }

  @Test
  void encodesWhatIsNotWellFormedUnicodeAsReplacement() {
    assertThat(WebUrl.parse("http://a.example/\ud800x").target()).isEqualTo("/%EF%BF%BDx");
    assertThat(WebUrl.parse("http://a.example/\u2028\u0085#\u2028").target())
        .isEqualTo("/%E2%80%A8%C2%85");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a.example/x",
        "//a.example/x",
        "/x",
        "://a.example",
        "1http://a.example",
        "http:",
        "http://",
        "http:///",
        "http://?q",
        "http://:80/",
        "http://.",
        "http://a..example/",
        "http://.a.example/",
        "http://a b.example/",
        "http://a.example:80x/",
        "http://a.example:-1/",
        "http://a.example:0/",
        "http://a.example:65536/",
        "http://a.example:99999999999/",
        "http://a.example:80:81/",
        "http://a<b.example/",
        "http://a%00b.example/",
        "http://a%2fb.example/",
        "http://a%3A80/",
        "http://%3A%3A1/",
        "http://%5B%3A%3A1%5D/",
        "http://a^b/",
        "http://a|b/",
        "http://%zz/",
        "http://%2541.example/",
        "http://256.0.0.1/",
        "http://1.2.3.4.5/",
        "http://08.0.0.1/",
        "http://4294967296/",
        "http://a.example.1/",
        "http://a.0x7f/",
        "http://::1/",
        "http://[::1/",
        "http://[::1]x/",
        "http://[]/",
        "http://[1::2::3]/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[127.0.0.1]/",
        "http://[v1.x]/"
      })
  void refusesWhatIsNoUrl(String text) {
    assertThatThrownBy(() -> WebUrl.parse(text))
        .isInstanceOf(FetchFailed.class)
        .hasNoCause()
        .hasMessage("Cannot fetch URL: not a valid URL");
  }

  @Test
  void refusesEndlessUrls() {
    assertThatThrownBy(() -> WebUrl.parse("http://a.example/" + "x".repeat(16_384)))
        .hasMessage("Cannot fetch URL: not a valid URL");
    assertThat(WebUrl.parse("http://a.example/" + "x".repeat(8_192)).path()).hasSize(8_193);
    assertThat(WebUrl.parse("http://a.example" + "/..".repeat(5_000)).path()).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://a.example/x",
        "gopher://127.0.0.1:6379/_x",
        "data:audio/wav;base64,AAAA",
        "jar:http://a.example/x.jar!/y",
        "ws://a.example/",
        "localhost:8080/x",
        "a.example:80/x",
        "j\nar:http://a.example/"
      })
  void refusesOtherSchemes(String text) {
    assertReason(text, Reason.SCHEME_NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:secret@a.example/",
        "http://public.example@127.0.0.1/",
        "http://@a.example/",
        "http://:@a.example/",
        "http://a.example\t@127.0.0.1/",
        "http://a.example:80@127.0.0.1:81@b.example/"
      })
  void refusesCredentials(String text) {
    assertReason(text, Reason.CREDENTIALS_NOT_ALLOWED);
  }

  @Test
  void endsTheHostAtABackslash() {
    assertThat(show(WebUrl.parse("http://127.0.0.1\\@a.example/x")))
        .isEqualTo("http://127.0.0.1:80/@a.example/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "https://b.example/y => https://b.example:443/y",
        "http://b.example/y => http://b.example:80/y",
        "//b.example:81/y => https://b.example:81/y",
        "\\\\b.example\\y => https://b.example:443/y",
        "/\\b.example/y => https://b.example:443/y",
        "///b.example/y => https://b.example:443/y",
        "/y?b => https://a.example:8443/y?b",
        "\\y => https://a.example:8443/y",
        "y => https://a.example:8443/one/y",
        "https:y => https://a.example:8443/one/y",
        "https:/y => https://a.example:8443/y",
        "http:y => http://y:80/",
        "./y/../z => https://a.example:8443/one/z",
        "../y => https://a.example:8443/y",
        "?c => https://a.example:8443/one/two?c",
        "#f => https://a.example:8443/one/two?q"
      })
  void resolvesReferences(String reference, String canonical) {
    WebUrl base = WebUrl.parse("https://a.example:8443/one/two?q#f");

    assertThat(show(base.resolve(reference))).isEqualTo(canonical);
  }

  @Test
  void keepsItselfOutOfText() {
    assertThat(WebUrl.parse("https://a.example/?signature=s").toString()).isEqualTo("WebUrl");
  }

  private static String show(WebUrl url) {
    String scheme = url.secure() ? "https://" : "http://";
    return scheme + url.host().bracketed() + ":" + url.port() + url.target();
  }

  private static void assertReason(String text, Reason reason) {
    assertThatThrownBy(() -> WebUrl.parse(text))
        .isInstanceOfSatisfying(FetchFailed.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
