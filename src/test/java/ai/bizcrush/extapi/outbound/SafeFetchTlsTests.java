package ai.bizcrush.extapi.outbound;

import static ai.bizcrush.extapi.outbound.ScriptedServer.drip;
import static ai.bizcrush.extapi.outbound.ScriptedServer.file;
import static ai.bizcrush.extapi.outbound.ScriptedServer.redirect;
import static ai.bizcrush.extapi.outbound.ScriptedServer.say;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SafeFetchTlsTests {

  private static TestCertificate certificate;

  @TempDir Path directory;
  private final List<String> serverNames = new CopyOnWriteArrayList<>();
  private Fetching fetching;

  @BeforeAll
  static void makeCertificate(@TempDir Path directory) throws Exception {
    certificate = TestCertificate.of(directory, "dns:a.example,dns:store,ip:127.0.0.1");
  }

  @BeforeEach
  void start() {
    fetching = new Fetching(directory, certificate.client(), "127.0.0.1");
    for (String host : List.of("a.example", "store", "b.example", "a_b.example", "xn--a")) {
      fetching.names.answers(host, "127.0.0.1");
    }
  }

  @AfterEach
  void stop() {
    fetching.close();
  }

  @Test
  void fetchesOverTlsAndNamesTheHostThatTheUserNamed() throws Exception {
    try (var server = secure(file("sound"))) {
      fetching.fetch("https://a.example:" + server.port() + "/");
      fetching.fetch("https://store:" + server.port() + "/");
      fetching.fetch("https://A.example.:" + server.port() + "/");
      fetching.fetch("https://127.0.0.1:" + server.port() + "/");

      assertThat(serverNames).containsExactly("a.example", "store", "a.example", "");
      assertThat(fetching.target).hasContent("sound");
    }
  }

  @Test
  void refusesACertificateOfAnotherHost() throws Exception {
    try (var server = secure(file("sound"))) {
      String url = "https://b.example:" + server.port() + "/";

      fetching.assertFailsWith(url, "Cannot fetch URL: TLS failed");
      assertThat(server.heads()).allMatch(String::isEmpty);
    }
  }

  @Test
  void refusesACertificateThatNobodyVouchesFor() throws Exception {
    try (var server = secure(file("sound"));
        var usual = new Fetching(directory, "127.0.0.1")) {
      usual.assertFails("https://127.0.0.1:" + server.port() + "/", Reason.TLS_FAILED);
      assertThat(server.heads()).allMatch(String::isEmpty);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a_b.example", "xn--a"})
  void refusesNamesThatNoCertificateCanHave(String host) throws Exception {
    try (var server = secure(file("sound"))) {
      fetching.assertFails("https://" + host + ":" + server.port() + "/", Reason.TLS_FAILED);
    }
  }

  @Test
  void refusesAServerThatDoesNotSpeakTls() throws Exception {
    try (var server =
        ScriptedServer.greeting("220 mail.example ESMTP Postfix, please say who you are\r\n")) {
      fetching.assertFails("https://127.0.0.1:" + server.port() + "/", Reason.TLS_FAILED);
    }
  }

  @Test
  void doesNotWaitForAServerThatDoesNotAnswerTheHandshake() throws Exception {
    try (var server = ScriptedServer.saying("never, for the head of the request does not end")) {
      String url = "https://127.0.0.1:" + server.port() + "/";

      fetching.assertFails(url, withConnect(Duration.ofMillis(200)), Reason.TIMED_OUT);
      fetching.assertFails(url, Fetching.LIMITS.within(Duration.ofMillis(200)), Reason.TIMED_OUT);
    }
  }

  @Test
  void followsARedirectUpToHttpsButNotDownFromIt() throws Exception {
    try (var plain = ScriptedServer.saying(file("in the clear"));
        var secure = secure(file("sound"));
        var up = ScriptedServer.saying(redirect(301, "https://a.example:" + secure.port() + "/"));
        var down = secure(redirect(301, plain.url("/")))) {
      fetching.fetch(up.url("/"));
      assertThat(fetching.target).hasContent("sound");

      fetching.assertFailsWith(
          "https://a.example:" + down.port() + "/",
          "Cannot fetch URL: redirect from https to http not allowed");
      assertThat(plain.connections()).isZero();
    }
  }

  @Test
  void endsAtTheDeadlineThoughRecordsKeepComing() throws Exception {
    try (var server =
        ScriptedServer.on(
            certificate.server().getServerSocketFactory(),
            (_, socket) -> {
              say(socket, "HTTP/1.1 200 OK\r\n\r\n");
              drip(socket, Stream.generate(() -> "x"));
            })) {
      fetching.assertFails(
          "https://a.example:" + server.port() + "/",
          Fetching.LIMITS.within(Duration.ofMillis(500)),
          Reason.TIMED_OUT);
    }
  }

  private ScriptedServer secure(String response) {
    return ScriptedServer.on(
        certificate.server().getServerSocketFactory(),
        (_, socket) -> {
          serverNames.add(serverName(socket));
          say(socket, response);
        });
  }

  private static String serverName(Socket socket) {
    var session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
    return session.getRequestedServerNames().stream()
        .map(name -> ((SNIHostName) name).getAsciiName())
        .findFirst()
        .orElse("");
  }

  private static FetchLimits withConnect(Duration time) {
    FetchLimits usual = Fetching.LIMITS;
    return new FetchLimits(
        usual.maxSize(),
        time,
        usual.firstByte(),
        usual.idle(),
        usual.total(),
        usual.maxRedirects());
  }
}
