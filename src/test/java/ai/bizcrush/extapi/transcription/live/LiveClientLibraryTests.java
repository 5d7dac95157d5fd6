package ai.bizcrush.extapi.transcription.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.WholeService;
import ai.bizcrush.extapi.WordErrorRate;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stream as a client library sees it that shares no code with the service. */
class LiveClientLibraryTests extends WholeService {

  private static final String SAID = "the project was finished three weeks ago";
  private static final byte[] AUDIO =
      SyntheticSpeech.silence(Duration.ofMillis(300))
          .then(SyntheticSpeech.say(SAID))
          .then(SyntheticSpeech.silence(Duration.ofMillis(200)))
          .pcm();
  private static final int FRAME = 640;

  @Test
  void aClientOfOthersIsUnderstoodAndUnderstands() throws Exception {
    var client = new Client("format=json", ALICE);
    assertThat(client.connectBlocking(20, TimeUnit.SECONDS)).isTrue();

    client.send("{\"encoding\":\"pcm16\",\"session_id\":\"others\",\"language_hints\":[\"en\"]}");
    for (int at = 0; at < AUDIO.length; at += FRAME) {
      client.send(Arrays.copyOfRange(AUDIO, at, Math.min(AUDIO.length, at + FRAME)));
    }
    client.send("{\"type\":\"finalize\"}");
    await().atMost(Duration.ofSeconds(60)).until(() -> !client.finals().isEmpty());
    client.send(new byte[0]);

    assertThat(client.end()).isEqualTo("1000 from the server");
    assertThat(client.frames().getFirst().get("connected").asBoolean()).isTrue();
    assertThat(client.frames()).noneMatch(frame -> frame.has("error"));
    String heard = client.finals();
    assertThat(WordErrorRate.of(SAID, heard).rate()).as(heard).isLessThan(0.35);
    assertThat(heard.toLowerCase(Locale.ROOT)).endsWith("ago");
  }

  @Test
  void aClientOfOthersHearsWhyItIsNotLetIn() throws Exception {
    var client = new Client("format=json", "sk-prod-nobody");
    assertThat(client.connectBlocking(20, TimeUnit.SECONDS)).isTrue();

    assertThat(client.end()).isEqualTo("1008 from the server");
    assertThat(client.frames()).hasSize(1);
    assertThat(client.frames().getFirst().get("connected").asBoolean()).isFalse();
    assertThat(client.frames().getFirst().at("/error/code").asString())
        .isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void aClientOfOthersMayCloseByItself() throws Exception {
    var client = new Client("format=json", ALICE);
    assertThat(client.connectBlocking(20, TimeUnit.SECONDS)).isTrue();
    client.send("{\"session_id\":\"others\"}");

    client.closeBlocking();

    assertThat(client.end()).isEqualTo("1000 from the client");
  }

  private final class Client extends WebSocketClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final Queue<JsonNode> frames = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    Client(String query, String key) {
      super(URI.create("ws://localhost:" + port + "/v1/stt/stream?" + query));
      addHeader("X-API-Key", key);
    }

    String end() throws Exception {
      return end.get(60, TimeUnit.SECONDS);
    }

    List<JsonNode> frames() {
      return List.copyOf(frames);
    }

    String finals() {
      return String.join(
          " ",
          frames.stream()
              .map(frame -> frame.path("chunk"))
              .filter(chunk -> chunk.path("is_final").asBoolean(false))
              .map(chunk -> chunk.get("text").asString())
              .toList());
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String message) {
      frames.add(JSON.readTree(message));
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      end.complete(code + (remote ? " from the server" : " from the client"));
    }

    @Override
    public void onError(Exception failure) {
      end.completeExceptionally(failure);
    }
  }
}
