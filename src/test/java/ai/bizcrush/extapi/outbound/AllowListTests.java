package ai.bizcrush.extapi.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTests {

  @ParameterizedTest
  @CsvSource({
    "store, store, 9000, 10.0.0.1",
    "Store.Internal:9000, store.internal, 9000, 10.0.0.1",
    "10.0.0.1, anything, 80, 10.0.0.1",
    "10.0.0.1:9000, anything, 9000, 10.0.0.1",
    "10.0.0.1:9000, 10.0.0.1, 9000, 10.0.0.1",
    "127.1:9000, 127.0.0.1, 9000, 127.0.0.1",
    "[::1]:9000, anything, 9000, ::1",
    "[::1], [::1], 80, ::1",
    "::1, anything, 80, ::1",
    "fd00::1, anything, 80, fd00::1",
    "10.0.0.0/8, anything, 80, 10.255.255.255",
    "fd00::/8, anything, 80, fdff::1",
    "0.0.0.0/0, anything, 80, 10.0.0.1",
    "' 10.0.0.1 ', anything, 80, 10.0.0.1"
  })
  void permitsWhatAnEntryNames(String entry, String host, int port, String address) {
    assertThat(permits(entry, host, port, address)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "store, other, 80, 10.0.0.1",
    "store, a.store, 80, 10.0.0.1",
    "store:9000, store, 9001, 10.0.0.1",
    "10.0.0.1, anything, 80, 10.0.0.2",
    "10.0.0.1:9000, anything, 80, 10.0.0.1",
    "[::1]:9000, anything, 80, ::1",
    "::1, anything, 80, 127.0.0.1",
    "127.0.0.1, anything, 80, ::127.0.0.1",
    "10.0.0.0/8, anything, 80, 11.0.0.0",
    "0.0.0.0/0, anything, 80, ::1",
    "fd00::/8, anything, 80, fc00::1"
  })
  void refusesEverythingElse(String entry, String host, int port, String address) {
    assertThat(permits(entry, host, port, address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":80",
        "a:",
        "a:b",
        "a:0",
        "a:65536",
        "a b",
        "http://a",
        "a/",
        "*",
        "*.internal",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0/8",
        "10.1/16",
        "::ffff:10.0.0.0/96",
        "fd00::/129",
        "a/8",
        "[::1",
        "[::1]:",
        "[a]:80",
        "::1::2",
        "256.0.0.1",
        "user@a"
      })
  void namesAnEntryThatItCannotRead(String entry) {
    assertThatThrownBy(() -> AllowList.of(List.of("good:80", entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "extapi.outbound.allow: '" + entry + "' is none of host, host:port");
  }

  private static boolean permits(String entry, String host, int port, String address) {
    return AllowList.of(List.of("unrelated:1", entry))
        .permits(WebHost.parse(host), port, InetAddress.ofLiteral(address));
  }
}
