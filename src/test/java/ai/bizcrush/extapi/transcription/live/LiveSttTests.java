package ai.bizcrush.extapi.transcription.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.WholeService;
import ai.bizcrush.extapi.WordErrorRate;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speech through the whole service, its own recogniser and its own database. */
class LiveSttTests extends WholeService {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SAID = "the project was finished three weeks ago";
  private static final byte[] AUDIO =
      silence(300).then(SyntheticSpeech.say(SAID)).then(silence(200)).pcm();

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void anEmptyFrameEndsTheStreamWithEveryFinal() throws Exception {
    try (var stream = speaking("")) {
      stream.end();

      assertThat(stream.closeCode()).isEqualTo(1000);
      understood(stream);
      assertThat(stream.broken()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"end", "finalize"})
  void aControlFrameBringsTheFinals(String type) throws Exception {
    try (var stream = speaking("")) {
      stream.config("{\"type\":\"" + type + "\"}");

      await().atMost(SOON).until(() -> !stream.text().isEmpty());
      understood(stream);
      if (type.equals("end")) {
        assertThat(stream.closeCode()).isEqualTo(1000);
      } else {
        assertThat(stream.isClosed()).isFalse();
      }
    }
  }

  /** As the published sample does: it stops sending, waits, and leaves. */
  @Test
  void silenceOnTheLineBringsTheFinals() throws Exception {
    try (var stream = speaking("")) {
      await().atMost(SOON).until(() -> !stream.text().isEmpty());

      understood(stream);
      assertThat(stream.isClosed()).isFalse();
    }
  }

  @Test
  void whoLeavesWithoutAWordFindsItInTheMeeting() throws Exception {
    String meeting = meeting(ALICE);
    try (var stream = speaking("\"session_id\":\"" + meeting + "\",")) {
      await().atMost(SOON).until(() -> !stream.chunks().isEmpty());
      stream.cut();
    }

    await().atMost(SOON).until(() -> !utterances(ALICE, meeting).isEmpty());
    JsonNode utterance = utterances(ALICE, meeting).getFirst();
    assertThat(errors(utterance.get("transcript").asString())).isLessThan(0.35);
    assertThat(utterance.get("end_ms").asLong())
        .isGreaterThan(utterance.get("start_ms").asLong())
        .isLessThanOrEqualTo(AUDIO.length / 32);
    assertThat(utterance.get("message_id").asString()).hasSize(26);
  }

  @Test
  void interimsGrowOnOneIdAndTheFinalHasItToo() throws Exception {
    try (var stream = speaking("")) {
      stream.end();
      stream.closeCode();

      List<StreamProbe.Chunk> chunks = stream.chunks();
      assertThat(chunks).hasSizeGreaterThan(3);
      assertThat(chunks).extracting(StreamProbe.Chunk::id).containsOnly(chunks.getFirst().id());
      assertThat(chunks.get(chunks.size() - 2).text().length())
          .isGreaterThan(chunks.getFirst().text().length());
      assertThat(chunks.getLast().isFinal()).isTrue();
      assertThat(chunks.getLast().json().propertyNames())
          .containsExactlyInAnyOrder("id", "session_id", "text", "is_final");
    }
  }

  /** Final for the client means that it is in the database already. */
  @Test
  void whatIsFinalCanBeReadAtOnce() throws Exception {
    String meeting = meeting(ALICE);
    try (var stream = speaking("\"session_id\":\"" + meeting + "\",")) {
      stream.end();
      stream.closeCode();

      JsonNode chunk =
          post(
                  ALICE,
                  "get-live-transcription-chunks",
                  "{\"meeting_id\":\""
                      + meeting
                      + "\",\"last_updated_at\":\"2020-01-01T00:00:00Z\"}")
              .get("chunks")
              .get(0);
      assertThat(chunk.get("id").asString()).isEqualTo(stream.chunks().getLast().id());
      assertThat(chunk.get("text").asString()).isEqualTo(stream.text());
      assertThat(chunk.get("is_final").asBoolean()).isTrue();
    }
  }

  @Test
  void aMeetingOfOthersIsASessionOfOnesOwn() throws Exception {
    String meeting = meeting(ALICE);
    try (var stream =
        StreamProbe.open(client, port, "api_key=" + BOB)
            .config("{\"session_id\":\"" + meeting + "\"}")) {
      stream.audio(AUDIO);
      stream.end();

      assertThat(stream.closeCode()).isEqualTo(1000);
      understood(stream);
    }
    assertThat(utterances(ALICE, meeting)).isEmpty();
  }

  @Test
  void aTokenOpensOneStream() throws Exception {
    String token = post(ALICE, "stt/token", "{}").get("token").asString();
    try (var first = StreamProbe.open(client, port, "token=" + token).config("{}");
        var second = StreamProbe.open(client, port, "token=" + token)) {
      assertThat(first.connected()).isTrue();
      assertThat(second.connected()).isFalse();
      assertThat(second.closeCode()).isEqualTo(1008);
      assertThat(second.reason()).isEqualTo("Invalid API key");
      first.end();
      assertThat(first.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void withoutAKeyTheCloseSaysWhy() throws Exception {
    try (var nobody = StreamProbe.open(client, port, "")) {
      assertThat(nobody.connected()).isFalse();
      assertThat(nobody.closeCode()).isEqualTo(1008);
      assertThat(nobody.reason()).isEqualTo("Missing authorization");
    }
  }

  private StreamProbe speaking(String settings) throws Exception {
    var stream =
        StreamProbe.open(client, port, "api_key=" + ALICE)
            .config("{" + settings + "\"encoding\":\"pcm16\",\"language_hints\":[\"en\"]}");
    assertThat(stream.connected()).isTrue();
    for (int at = 0; at < AUDIO.length; at += 3201) { // an odd number of bytes
      stream.audio(Arrays.copyOfRange(AUDIO, at, Math.min(at + 3201, AUDIO.length)));
    }
    return stream;
  }

  private static void understood(StreamProbe stream) {
    assertThat(errors(stream.text())).as("%s", stream.text()).isLessThan(0.35);
    assertThat(stream.text().toLowerCase(Locale.ROOT)).as("the last word").endsWith("ago");
  }

  private static double errors(String heard) {
    return WordErrorRate.of(SAID, heard).rate();
  }

  private String meeting(String key) throws Exception {
    return post(key, "create-meeting", "{}").get("meeting").get("id").asString();
  }

  private List<JsonNode> utterances(String key, String meeting) throws Exception {
    return post(
            key,
            "get-transcript-utterances",
            "{\"meeting_id\":\"" + meeting + "\",\"last_updated_at\":\"2020-01-01T00:00:00Z\"}")
        .get("utterances")
        .valueStream()
        .toList();
  }

  private JsonNode post(String key, String endpoint, String body) throws Exception {
    return JSON.readTree(http.post("/v1/" + endpoint, key, body).body());
  }

  private static SyntheticSpeech silence(int ms) {
    return SyntheticSpeech.silence(Duration.ofMillis(ms));
  }
}
