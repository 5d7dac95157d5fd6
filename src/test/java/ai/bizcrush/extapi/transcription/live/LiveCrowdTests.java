package ai.bizcrush.extapi.transcription.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.ServiceProcess;
import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.transcription.live.socket.RawClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service that has far less memory than its clients would have it fill: they do not read, or send
 * without end. Meanwhile another stream goes on as if it were alone.
 */
@NullUnmarked // JUnit fills the fields in
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveCrowdTests {

  private static final String KEY = "sk-prod-crowd-key-that-is-long-enough-00000";
  private static final String CUT = "cut";
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SLOW = 480;
  private static final int SLOW_WITH_FINALS = 20;
  private static final int FLOODING = 40;
  private static final int SAID = 240;

  private final HttpClient http = HttpClient.newHttpClient();
  private final CrowdSoniox soniox = new CrowdSoniox();
  private TestDatabase database;
  private ServiceProcess service;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = TestDatabase.create();
    service =
        ServiceProcess.start(folder, settings(), "-Xmx320m", "-XX:MaxDirectMemorySize=128m")
            .awaitReady();
  }

  @AfterAll
  void stop() throws Exception {
    service.close();
    soniox.close();
    http.close();
  }

  private Map<String, String> settings() {
    var settings = database.settings();
    settings.put("extapi.provisioning.users[0].email", "crowd@example.com");
    settings.put("extapi.provisioning.users[0].api-keys[0].key", KEY);
    settings.put("extapi.limits.streams-per-key", "1000");
    settings.put("extapi.limits.requests-per-second", "0");
    settings.put("extapi.providers.soniox.api-key", "soniox-test-key");
    settings.put(
        "extapi.providers.soniox.live.url", soniox.uri("/transcribe-websocket").toString());
    settings.put("extapi.stt.live.route", "soniox");
    settings.put("extapi.stt.live.memory", "32MB");
    settings.put("extapi.stt.live.ping", "60s"); // nobody answers who does not read
    settings.put("extapi.policies.live.concurrency.engine", "1000");
    return settings;
  }

  /** All of them are offered more than 300 MB. */
  @Test
  void fiveHundredClientsThatDoNotReadCostLittle() throws Exception {
    List<RawClient> slow = crowd(SLOW, CrowdSoniox.INTERIMS);
    List<RawClient> withFinals = crowd(SLOW_WITH_FINALS, CrowdSoniox.FINALS);
    var other = CompletableFuture.supplyAsync(() -> speak(8));

    await().atMost(Duration.ofSeconds(90)).until(() -> soniox.interims() >= (long) SLOW * SAID);
    assertSpoken(other.join(), 8);
    for (RawClient client : slow) {
      client.binary(new byte[0]);
      assertOnlyInterimsAreMissing(heard(client));
    }
    for (int i = 0; i < withFinals.size(); i++) {
      assertGivenUp(heard(withFinals.get(i)), "crowd-2-" + i);
    }
    assertSpoken(speak(2), 2);
  }

  @Test
  void aFloodIsReadNoFasterThanItIsHeard() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < FLOODING; i++) {
      clients.add(open("flood-" + i));
    }
    double before = audioSeconds();
    long began = System.nanoTime();
    for (RawClient client : clients) {
      Thread.ofVirtual().start(() -> flood(client));
    }

    assertSpoken(speak(8), 8);
    double taken = audioSeconds() - before;
    double elapsed = (System.nanoTime() - began) / 1e9;
    soniox.sockets().forEach(ScriptedSocket::readAgain);
    for (RawClient client : clients) {
      client.close();
    }

    // the engine's connection takes twice as much as is spoken, a few seconds wait for it
    assertThat(taken / FLOODING).isBetween(5.0, 2 * elapsed + 10);
    assertSpoken(speak(2), 2);
  }

  /** It missed more than may be queued for a client that does not read. */
  @Test
  void aClientThatComesBackWithAnOldTokenIsToldEverything() throws Exception {
    String token;
    try (var stream = StreamProbe.open(http, service.port(), "features=acks&api_key=" + KEY)) {
      stream.config("{\"encoding\":\"pcm16\",\"session_id\":\"late\"}");
      stream.firstAck();
      token = stream.token();
      stream.audio(audio(CrowdSoniox.FINALS, SAID * 20));
      await().atMost(Duration.ofSeconds(30)).until(() -> stored("late").size() == SAID);
      stream.cut();
    }

    try (var again = StreamProbe.open(http, service.port(), "features=acks&api_key=" + KEY)) {
      again.config(
          "{\"encoding\":\"pcm16\",\"session_id\":\"late\",\"resume_token\":\"" + token + "\"}");
      again.firstAck();
      assertThat(again.chunks()).hasSize(SAID);
      again.end();

      assertThat(again.closeCode()).isEqualTo(1000);
      assertThat(again.chunks())
          .extracting(chunk -> firstWord(chunk.json()))
          .isEqualTo(numbered("f", SAID));
    }
  }

  private void assertOnlyInterimsAreMissing(Heard heard) {
    assertThat(heard.close()).isEqualTo("1000 ");
    assertThat(heard.chunks()).hasSizeLessThan(SAID);
    JsonNode last = heard.chunks().getLast();
    assertThat(last.get("is_final").asBoolean()).isTrue();
    assertThat(last.get("text").asString()).startsWith("i" + (SAID - 1) + " ");
    assertThat(heard.chunks()).extracting(chunk -> chunk.get("id")).containsOnly(last.get("id"));
  }

  private void assertGivenUp(Heard heard, String session) {
    assertThat(heard.close()).isIn("1013 Too slow", CUT);
    List<String> finals =
        heard.chunks().stream()
            .filter(chunk -> chunk.get("is_final").asBoolean())
            .map(LiveCrowdTests::firstWord)
            .toList();
    assertThat(finals).hasSizeGreaterThan(20).isEqualTo(numbered("f", finals.size()));
    assertThat(stored(session)).startsWith(finals.toArray(String[]::new));
  }

  private List<String> stored(String session) {
    return JdbcClient.create(database.dataSource())
        .sql("SELECT transcript FROM utterances WHERE session_id = ? ORDER BY start_ms")
        .param(session)
        .query(String.class)
        .list()
        .stream()
        .map(text -> text.substring(0, text.indexOf(' ')))
        .toList();
  }

  private static void assertSpoken(StreamProbe stream, int seconds) throws Exception {
    assertThat(stream.closeCode()).isEqualTo(1000);
    assertThat(stream.text()).isEqualTo(String.join(" ", numbered("w", seconds)));
    assertThat(stream.broken()).isEmpty();
  }

  /** A stream as it should be, from its beginning to its end. */
  private StreamProbe speak(int seconds) {
    try (var stream = StreamProbe.open(http, service.port(), "api_key=" + KEY)) {
      stream.config("{\"encoding\":\"pcm16\",\"session_id\":\"other\"}");
      assertThat(stream.connected()).isTrue();
      stream.speak(audio(CrowdSoniox.SECONDS, seconds * 1_000));
      stream.end();
      stream.closeCode();
      return stream;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Clients that sent their audio and have read nothing yet. */
  private List<RawClient> crowd(int count, byte kind) throws IOException {
    byte[] audio = RawClient.frame(RawClient.BINARY, audio(kind, SAID * 20));
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RawClient client = open("crowd-" + kind + "-" + i);
      client.write(audio);
      clients.add(client);
    }
    return clients;
  }

  private RawClient open(String session) throws IOException {
    var client = new RawClient(service.port(), 4096);
    client.write(
        RawClient.handshake("/v1/stt/stream?format=json&api_key=" + KEY).getBytes(ISO_8859_1));
    client.readHandshake();
    client.text("{\"encoding\":\"pcm16\",\"session_id\":\"" + session + "\"}");
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
    return client;
  }

  /** Audio that the service has taken from all streams. */
  private double audioSeconds() throws Exception {
    try (var management = service.management()) {
      String meters = management.send(management.to("/actuator/prometheus")).body();
      return meters
          .lines()
          .filter(line -> line.startsWith("extapi_stream_audio_seconds_total "))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
          .sum();
    }
  }

  private static void flood(RawClient client) {
    byte[] second = RawClient.frame(RawClient.BINARY, audio(CrowdSoniox.NOTHING, 1_000));
    try {
      while (true) {
        client.write(second);
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private static byte[] audio(byte kind, int millis) {
    var pcm = new byte[millis * 32];
    Arrays.fill(pcm, kind);
    return pcm;
  }

  private record Heard(List<JsonNode> chunks, String close) {}

  /** Reads to the end: a close frame, or just the end, when the client was waited for too long. */
  private static Heard heard(RawClient client) throws IOException {
    List<JsonNode> chunks = new ArrayList<>();
    try (client) {
      RawClient.Frame frame = client.read();
      while (frame.opcode() != RawClient.CLOSE) {
        JsonNode json = JSON.readTree(frame.text());
        if (json.has("chunk")) {
          chunks.add(json.get("chunk"));
        }
        frame = client.read();
      }
      return new Heard(chunks, frame.close());
    } catch (EOFException | SocketException e) {
      return new Heard(chunks, CUT);
    }
  }

  private static String firstWord(JsonNode chunk) {
    String text = chunk.get("text").asString();
    return text.substring(0, text.indexOf(' '));
  }

  private static List<String> numbered(String letter, int count) {
    return IntStream.range(0, count).mapToObj(i -> letter + i).toList();
  }
}
