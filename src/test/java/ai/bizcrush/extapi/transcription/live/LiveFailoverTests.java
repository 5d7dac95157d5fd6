package ai.bizcrush.extapi.transcription.live;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.ServiceProcess;
import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.engine.socket.Refusal;
import ai.bizcrush.extapi.engine.socket.SocketFault;
import ai.bizcrush.extapi.transcription.live.session.Talk;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams over real sockets on two replicas, while the engine's connections are cut, reset, refused
 * and silenced, and the clients' too: nobody misses a word, and nobody hears one twice.
 */
@NullUnmarked // JUnit fills the fields in
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveFailoverTests {

  private static final String KEY = "sk-prod-failover-key-that-is-long-enough-00";
  private static final int STREAMS = 20;
  private static final long SEED = 20_260_911;
  private static final int BYTES_A_MS = 32;

  private final Talk talk = Talk.random(new Random(SEED), 22);
  private final byte[] audio = Talk.audio(0, talk.endMs() / 20 * 20 + 400);
  private final HttpClient http = HttpClient.newHttpClient();
  private TalkSoniox soniox;
  private ServiceProcess first;
  private ServiceProcess second;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    soniox = new TalkSoniox(talk);
    var database = TestDatabase.create();
    first = ServiceProcess.start(folder.resolve("first"), settings(database));
    first.awaitReady();
    second = ServiceProcess.start(folder.resolve("second"), settings(database));
    second.awaitReady();
  }

  @AfterAll
  void stop() throws Exception {
    first.close();
    second.close();
    soniox.close();
    http.close();
  }

  @BeforeEach
  void behave() {
    soniox.misbehave(SocketFault.NONE);
  }

  private Map<String, String> settings(TestDatabase database) {
    var settings = database.settings();
    settings.put("extapi.provisioning.users[0].email", "live@example.com");
    settings.put("extapi.provisioning.users[0].api-keys[0].key", KEY);
    settings.put("extapi.limits.streams-per-key", "100");
    settings.put("extapi.providers.soniox.api-key", TalkSoniox.KEY);
    settings.put(
        "extapi.providers.soniox.live.url", soniox.uri("/transcribe-websocket").toString());
    settings.put("extapi.stt.live.route", "soniox");
    settings.put("extapi.policies.live.stall", "3s");
    return settings;
  }

  @Test
  void enginesComeAndGo() throws Exception {
    var random = new Random(SEED);
    var faults = new ArrayList<SocketFault>();
    for (int i = 0; i < STREAMS; i++) {
      faults.add(fault(random, 500L * BYTES_A_MS + random.nextInt(audio.length - 40_000)));
    }
    faults.add(SocketFault.NONE);
    soniox.misbehave(faults.toArray(SocketFault[]::new));

    List<StreamProbe> heard = all(this::uncut);

    assertThat(heard)
        .as("seed %d", SEED)
        .allSatisfy(
            stream -> {
              assertThat(stream.text()).isEqualTo(talk.text());
              assertThat(stream.broken()).isEmpty();
            });
    assertThat(soniox.complaints()).isEmpty();
    assertThat(soniox.upgrades()).hasSizeGreaterThan(STREAMS);
  }

  @Test
  void clientsComeAndGo() throws Exception {
    var seeds = new Random(SEED + 1);

    List<String> texts = all(() -> resumed(new Random(seeds.nextLong())));

    assertThat(texts).as("seed %d", SEED + 1).allMatch(talk.text()::equals);
    assertThat(soniox.complaints()).isEmpty();
  }

  private static SocketFault fault(Random random, long after) {
    return switch (random.nextInt(6)) {
      case 0 -> SocketFault.cutAfter(after);
      case 1 -> SocketFault.resetAfter(after);
      case 2 -> SocketFault.closeAfter(after, 1011);
      case 3 ->
          SocketFault.sayAndCloseAfter(
              after, "{\"error_code\":503,\"error_message\":\"Cannot continue\"}", 1000);
      case 4 -> SocketFault.stallAfter(after);
      default -> SocketFault.refuse(Refusal.of(503, ""));
    };
  }

  private StreamProbe uncut() throws Exception {
    try (var stream = open(first, "")) {
      stream.config("{\"encoding\":\"pcm16\",\"session_id\":\"failover\"}");
      assertThat(stream.connected()).isTrue();
      stream.speak(audio);
      stream.end();
      assertThat(stream.closeCode()).isEqualTo(1000);
      return stream;
    }
  }

  /** Speaks with up to three cuts, each time going on elsewhere; the text of all connections. */
  private String resumed(Random random) throws Exception {
    var finals = new LinkedHashMap<String, String>();
    String token = null;
    StreamProbe halfOpen = null;
    for (int cuts = 1 + random.nextInt(3); cuts >= 0; cuts--) {
      ServiceProcess replica = random.nextBoolean() ? first : second;
      var stream = open(replica, "features=acks");
      stream.config(
          "{\"encoding\":\"pcm16\",\"session_id\":\"resumed\""
              + (token == null ? "}" : ",\"resume_token\":\"" + token + "\"}"));
      int from = (int) stream.firstAck().receivedMs() * BYTES_A_MS;
      int to = audio.length;
      if (cuts > 0) {
        to = Math.min(to, from + 16_000 + random.nextInt(audio.length / 3));
      }
      stream.speak(Arrays.copyOfRange(audio, from, to));
      if (cuts == 0) {
        stream.end();
        assertThat(stream.closeCode()).isEqualTo(1000);
      } else if (random.nextInt(3) == 0) {
        halfOpen = stream; // never closed: what it still hears does not count
      } else {
        stream.cut();
      }
      stream.chunks().stream()
          .filter(StreamProbe.Chunk::isFinal)
          .forEach(chunk -> finals.putIfAbsent(chunk.id(), chunk.text()));
      token = stream.token();
    }
    if (halfOpen != null) {
      halfOpen.cut();
    }
    return String.join(" ", finals.values());
  }

  private StreamProbe open(ServiceProcess replica, String query) {
    return StreamProbe.open(http, replica.port(), "api_key=" + KEY + "&" + query);
  }

  private <T> List<T> all(Callable<T> stream) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<T>>();
      for (int i = 0; i < STREAMS; i++) {
        running.add(executor.submit(stream));
      }
      var results = new ArrayList<T>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
