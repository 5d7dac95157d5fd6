package ai.bizcrush.extapi.transcription.live;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.ServiceProcess;
import ai.bizcrush.extapi.database.StoppablePostgres;
import ai.bizcrush.extapi.engine.socket.SocketFault;
import ai.bizcrush.extapi.transcription.live.session.Talk;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Streams of a service with its own defaults, while its database goes away and while it is told to
 * stop: what a client was told to be final is stored, whatever happens.
 */
@NullUnmarked // JUnit fills the fields in
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveStorageTests {

  private static final String KEY = "sk-prod-storage-key-that-is-long-enough-000";

  /** An utterance a second, of two words. */
  private final Talk talk = talk(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private Path folder;
  private StoppablePostgres postgres;
  private TalkSoniox soniox;
  private ServiceProcess service;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    postgres = StoppablePostgres.start();
    soniox = new TalkSoniox(talk);
    service = serve("service");
  }

  @AfterAll
  void stop() throws Exception {
    service.close();
    soniox.close();
    postgres.close();
    http.close();
  }

  @BeforeEach
  void behave() {
    soniox.misbehave(SocketFault.NONE);
  }

  @Test
  void aDatabaseThatIsAwayForFiveSecondsCostsNothing() throws Exception {
    try (var stream = open(service, "away")) {
      stream.speak(Talk.audio(0, 2_500));
      postgres.stop();
      List<String> finals = finals(stream);
      int heard = stream.chunks().size();
      stream.speak(Talk.audio(2_500, 7_500));

      assertThat(finals(stream)).isEqualTo(finals);
      assertThat(stream.chunks()).hasSizeGreaterThan(heard);

      postgres.startAgain();
      stream.speak(Talk.audio(7_500, 9_000));
      stream.end();
      assertThat(stream.closeCode()).isEqualTo(1000);
      assertThat(finals(stream)).isEqualTo(said(9));
      assertThat(stored("away")).isEqualTo(said(9));
      assertThat(stream.broken()).isEmpty();
    }
  }

  @Test
  void aDatabaseThatAnswersNothingForLongEndsTheStreamForNow() throws Exception {
    List<String> finals;
    try (var stream = open(service, "frozen")) {
      stream.speak(Talk.audio(0, 2_500));
      postgres.freeze();
      try {
        stream.speak(Talk.audio(2_500, 17_500));

        assertThat(stream.closeCode()).isEqualTo(1013);
      } finally {
        postgres.thaw();
      }
      assertThat(stream.error().get("code").asString()).isEqualTo("UNAVAILABLE");
      assertThat(stream.error().get("retryable").asBoolean()).isTrue();
      finals = finals(stream);
      assertThat(finals).isNotEmpty().isEqualTo(said(finals.size()));
    }

    try (var again = open(service, "thawed")) {
      again.audio(Talk.audio(0, 1_000));
      again.end();
      assertThat(again.closeCode()).isEqualTo(1000);
      assertThat(finals(again)).isEqualTo(said(1));
    }
    assertThat(stored("frozen")).containsAll(finals);
  }

  @Test
  void aServiceThatIsToldToStopBringsItsStreamsToTheirEnd() throws Exception {
    soniox.misbehave(SocketFault.NONE, SocketFault.stallAfter(16_000), SocketFault.NONE);
    try (var leaving = serve("leaving");
        var stream = open(leaving, "leaving");
        var held = held(stream, leaving)) {
      stream.speak(Talk.audio(1_000, 3_280));
      var exit = CompletableFuture.supplyAsync(() -> terminate(leaving));

      assertThat(stream.closeCode()).isEqualTo(1012);
      assertThat(stream.reason()).isEqualTo("Restarting");
      assertThat(stream.error().get("retryable").asBoolean()).isTrue();
      List<String> said = new ArrayList<>(said(3));
      said.add("w6"); // the utterance that was under way
      assertThat(finals(stream)).isEqualTo(said);

      assertThat(held.isClosed()).isFalse();
      try (var late = StreamProbe.open(http, leaving.port(), "api_key=" + KEY)) {
        assertThat(late.connected()).isFalse();
        assertThat(late.closeCode()).isEqualTo(1012);
      }
      assertThat(held.closeCode()).isEqualTo(1012);
      assertThat(exit.get()).isEqualTo(143);
      assertThat(stored("leaving")).isEqualTo(said);
    }
  }

  /** A stream whose engine answers no more, and which takes its time to end therefore. */
  private StreamProbe held(StreamProbe first, ServiceProcess replica) throws Exception {
    first.speak(Talk.audio(0, 1_000)); // so that the first has its engine already
    StreamProbe held = open(replica, "held");
    held.audio(Talk.audio(0, 1_000));
    return held;
  }

  private ServiceProcess serve(String name) throws Exception {
    var database = postgres.database();
    var settings = database.settings();
    settings.put("extapi.provisioning.users[0].email", "storage@example.com");
    settings.put("extapi.provisioning.users[0].api-keys[0].key", KEY);
    settings.put("extapi.providers.soniox.api-key", TalkSoniox.KEY);
    settings.put(
        "extapi.providers.soniox.live.url", soniox.uri("/transcribe-websocket").toString());
    settings.put("extapi.stt.live.route", "soniox");
    return ServiceProcess.start(folder.resolve(name), Map.copyOf(settings)).awaitReady();
  }

  private StreamProbe open(ServiceProcess replica, String session) throws Exception {
    var stream =
        StreamProbe.open(http, replica.port(), "api_key=" + KEY)
            .config("{\"encoding\":\"pcm16\",\"session_id\":\"" + session + "\"}");
    assertThat(stream.connected()).isTrue();
    return stream;
  }

  private static int terminate(ServiceProcess replica) {
    try {
      return replica.terminate();
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private List<String> stored(String session) {
    return JdbcClient.create(postgres.database().dataSource())
        .sql("SELECT transcript FROM utterances WHERE session_id = ? ORDER BY start_ms")
        .param(session)
        .query(String.class)
        .list();
  }

  private static List<String> finals(StreamProbe stream) {
    return stream.chunks().stream()
        .filter(StreamProbe.Chunk::isFinal)
        .map(StreamProbe.Chunk::text)
        .toList();
  }

  private List<String> said(int utterances) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < utterances; i++) {
      said.add(talk.words().get(2 * i).text() + " " + talk.words().get(2 * i + 1).text());
    }
    return said;
  }

  private static Talk talk(int seconds) {
    var words = new ArrayList<Talk.Spoken>();
    for (int i = 0; i < seconds; i++) {
      long at = i * 1_000L;
      words.add(new Talk.Spoken("w" + 2 * i, at + 50, at + 250, 0, false));
      words.add(new Talk.Spoken("w" + (2 * i + 1) + ".", at + 300, at + 550, 0, true));
    }
    return new Talk(words, seconds * 1_000L);
  }
}
