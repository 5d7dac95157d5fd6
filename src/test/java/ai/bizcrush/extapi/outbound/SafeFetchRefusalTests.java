package ai.bizcrush.extapi.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way to a server on loopback that is not allowed. It shares its port with one that is, so
 * that only the address tells them apart, and it must not see a connection.
 */
@Timeout(60)
class SafeFetchRefusalTests {

  @TempDir Path directory;
  private final List<ScriptedServer> canaries = new ArrayList<>();
  private ScriptedServer allowed;
  private String answer = ScriptedServer.file("fine");
  private Fetching fetching;
  private int port;

  @BeforeEach
  void start() throws IOException {
    List<String> addresses =
        hasIpv6() ? List.of("127.0.0.1", "127.0.0.2", "::1") : List.of("127.0.0.1", "127.0.0.2");
    allowed = allowedServer();
    addCanaries(addresses);
    while (canaries.size() < addresses.size()) {
      closeServers();
      allowed = allowedServer();
      addCanaries(addresses);
    }
    port = allowed.port();
    fetching = new Fetching(directory, "127.0.0.3:" + port);
  }

  @AfterEach
  void noCanaryHasSeenAConnection() throws Exception {
    try {
      assertThat(canaries).allMatch(canary -> canary.connections() == 0);
    } finally {
      fetching.close();
      closeServers();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0X7F.0x0.0.1",
        "0177.0.0.1",
        "017700000001",
        "00000177.1",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
        "127\t.0.0\n.1",
        "0.0.0.0",
        "0",
        "[::1]",
        "[0:0::0:1]",
        "[::]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[2606:4700::5efe:127.0.0.1]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "168.63.129.16",
        "100.100.100.200",
        "169.254.169.254",
        "0xa9fea9fe",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fc00::1]",
        "224.0.0.1",
        "255.255.255.255"
      })
  void addressesInEveryFormAreRefused(String host) {
    fetching.assertFails("http://" + host + ":" + port + "/", Reason.ADDRESS_NOT_ALLOWED);
    fetching.assertFails("https://" + host + ":" + port + "/", Reason.ADDRESS_NOT_ALLOWED);
    assertThat(fetching.names.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " \t http://127.0.0.1:PORT/ \n",
        "http:\\\\127.0.0.1:PORT\\",
        "http:127.0.0.1:PORT",
        "http:////127.0.0.1:PORT",
        "ht\ntp://127.0\t.0.1:PORT/",
        "http://127.0.0.1:PORT\\@127.0.0.3:PORT/",
        "http://127.0.0.1:PORT#@127.0.0.3:PORT/",
        "http://127.0.0.1:PORT?@127.0.0.3:PORT/"
      })
  void tricksWithTheRestOfTheUrlDoNotHideTheHost(String url) {
    fetching.assertFails(at(url), Reason.ADDRESS_NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "http://public.example@127.0.0.1:PORT/, CREDENTIALS_NOT_ALLOWED",
    "http://127.0.0.3:PORT@127.0.0.1:PORT/, CREDENTIALS_NOT_ALLOWED",
    "http://127.0.0.3:PORT\\@@127.0.0.1:PORT/../, HTTP_STATUS",
    "http://[::1%25lo]:PORT/, NOT_A_URL",
    "http://127.0.0.1%00.example:PORT/, NOT_A_URL",
    "http://127.0.0.3%2f@127.0.0.1:PORT/, CREDENTIALS_NOT_ALLOWED",
    "http://127.0.0.1%23.example:PORT/, NOT_A_URL",
    "file:///etc/passwd, SCHEME_NOT_ALLOWED",
    "file://127.0.0.1/etc/passwd, SCHEME_NOT_ALLOWED",
    "ftp://127.0.0.1:PORT/, SCHEME_NOT_ALLOWED",
    "gopher://127.0.0.1:PORT/_GET, SCHEME_NOT_ALLOWED",
    "'data:audio/wav;base64,AAAA', SCHEME_NOT_ALLOWED",
    "jar:http://127.0.0.1:PORT/x.jar!/y, SCHEME_NOT_ALLOWED",
    "dict://127.0.0.1:PORT/, SCHEME_NOT_ALLOWED"
  })
  void otherTricksFail(String url, Reason reason) {
    answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    fetching.assertFails(at(url), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST.", "loc\u00adalhost", "%6cocalhost", "ｌocalhost"})
  void localhostIsRefusedInEverySpelling(String host) {
    fetching.names.answers("localhost", "127.0.0.1");

    fetching.assertFails("http://" + host + ":" + port + "/", Reason.ADDRESS_NOT_ALLOWED);
    assertThat(fetching.names.asked()).containsExactly("localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "169.254.169.254",
        "fd00:ec2::254",
        "10.0.0.1"
      })
  void namesOfPrivateAddressesAreRefused(String address) {
    fetching.names.answers("a.example", address);

    fetching.assertFails("http://a.example:" + port + "/", Reason.ADDRESS_NOT_ALLOWED);
  }

  @Test
  void onePrivateAddressAmongOthersRefusesTheName() {
    fetching.names.answers("first.example", "127.0.0.1", "127.0.0.3");
    fetching.names.answers("last.example", "127.0.0.3", "8.8.8.8", "127.0.0.1");

    fetching.assertFails("http://first.example:" + port + "/", Reason.ADDRESS_NOT_ALLOWED);
    fetching.assertFails("http://last.example:" + port + "/", Reason.ADDRESS_NOT_ALLOWED);
    assertThat(allowed.connections()).isZero();
  }

  @Test
  void theConnectionGoesToTheAddressThatWasCheckedThoughTheNameMovesOn() throws Exception {
    fetching.names.answers("a.example", "127.0.0.3").answers("a.example", "127.0.0.1");

    fetching.fetch("http://a.example:" + port + "/");

    assertThat(fetching.target).hasContent("fine");
    assertThat(fetching.names.asked()).containsExactly("a.example");
  }

  @Test
  void aNameThatMovesIsCheckedAgainAfterARedirect() {
    fetching.names.answers("a.example", "127.0.0.3").answers("a.example", "127.0.0.1");
    answer = ScriptedServer.redirect(302, "/again");

    fetching.assertFails("http://a.example:" + port + "/", Reason.ADDRESS_NOT_ALLOWED);
    assertThat(fetching.names.asked()).containsExactly("a.example", "a.example");
    assertThat(allowed.connections()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreCheckedWhateverTheirStatus(int status) {
    for (String location : List.of("http://127.0.0.1:PORT/", "//127.2:PORT/", "\\\\[::1]:PORT")) {
      answer = ScriptedServer.redirect(status, at(location));

      fetching.assertFails(at("http://127.0.0.3:PORT/"), Reason.ADDRESS_NOT_ALLOWED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "file:///etc/passwd, SCHEME_NOT_ALLOWED",
    "gopher://127.0.0.1:PORT/, SCHEME_NOT_ALLOWED",
    "http://a:b@127.0.0.3:PORT/, CREDENTIALS_NOT_ALLOWED",
    "http://[::1%lo]:PORT/, NOT_A_URL",
    "http://localhost:PORT/, HOST_NOT_FOUND"
  })
  void redirectsAreReadAsStrictlyAsWhatTheUserNames(String location, Reason reason) {
    answer = ScriptedServer.redirect(302, at(location));

    fetching.assertFails(at("http://127.0.0.3:PORT/"), reason);
  }

  @Test
  void anotherPortOfAnAllowedAddressIsRefused() throws Exception {
    try (var other = ScriptedServer.at("127.0.0.3", 0, (_, _) -> {})) {
      fetching.assertFails("http://127.0.0.3:" + other.port() + "/", Reason.ADDRESS_NOT_ALLOWED);
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void checkingSaysTheSameWithoutAConnection() throws Exception {
    fetching.names.answers("a.example", "127.0.0.3").answers("b.example", "8.8.8.8", "::1");

    fetching.service().check(at("http://a.example:PORT/"));

    for (String url : List.of("http://b.example/", "http://127.0.0.1:PORT/", "https://[::1]/")) {
      assertThatThrownBy(() -> fetching.service().check(at(url)))
          .isInstanceOf(FetchFailed.class)
          .hasMessage("Cannot fetch URL: address not allowed");
    }
    assertThat(allowed.connections()).isZero();
  }

  private String at(String url) {
    return url.replace("PORT", Integer.toString(port));
  }

  private ScriptedServer allowedServer() {
    return ScriptedServer.at("127.0.0.3", 0, (_, socket) -> ScriptedServer.say(socket, answer));
  }

  /** All of them, or fewer when somebody else has the port on one of the addresses. */
  private void addCanaries(List<String> addresses) {
    try {
      for (String address : addresses) {
        canaries.add(
            ScriptedServer.at(
                address,
                allowed.port(),
                (_, socket) -> ScriptedServer.say(socket, ScriptedServer.file("secret"))));
      }
    } catch (UncheckedIOException _) {
      // The next port may be free everywhere.
    }
  }

  private void closeServers() throws IOException {
    allowed.close();
    for (ScriptedServer canary : canaries) {
      canary.close();
    }
    canaries.clear();
  }

  private static boolean hasIpv6() {
    try (var _ = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
