package ai.bizcrush.extapi.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.WholeService;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.web.Http;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/stt} over HTTP, with a scripted engine behind it. */
class FileSttTests extends WholeService {

  private static final byte[] TONE = SyntheticSpeech.noise(Duration.ofSeconds(4), 8000, 1).wav();

  @Autowired ScriptedEngine engine;
  AudioHost host;

  @BeforeEach
  void start() throws Exception {
    engine.reset();
    host = new AudioHost(AUDIO_PORT, TONE);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private HttpResponse<String> stt(String key, String json) throws Exception {
    return http.post("/v1/stt", key, json);
  }

  private HttpResponse<String> sendFile(String query, byte[] audio) throws Exception {
    return http.send(
        http.to("/v1/stt?api_key=" + ALICE + query)
            .header("Content-Type", "audio/wav")
            .POST(BodyPublishers.ofByteArray(audio)));
  }

  private String url() {
    return host.url("/audio.wav");
  }

  @Test
  void aUrlGivesTheDocumentedReply() throws Exception {
    var reply = stt(ALICE, "{\"audio_url\":\"" + url() + "\"}");

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    JsonNode body = Http.json(reply);
    assertThat(body.propertyNames())
        .containsExactlyInAnyOrder(
            "text",
            "detected_language",
            "confidence",
            "utterances",
            "session_id",
            "duration_ms",
            "engine");
    assertThat(body.get("text").stringValue()).isEqualTo("Good morning. 안녕하세요.");
    assertThat(body.get("detected_language").stringValue()).isEqualTo("ko");
    assertThat(body.get("confidence").doubleValue()).isEqualTo(0.686);
    assertThat(body.get("utterances").get(0).toString())
        .isEqualTo(
            "{\"speaker\":\"0\",\"text\":\"Good morning.\",\"start_ms\":100,\"end_ms\":900,"
                + "\"confidence\":0.9,\"language\":\"en\"}");
    assertThat(body.get("session_id").stringValue()).hasSize(26);
    assertThat(body.get("duration_ms").longValue()).isEqualTo(4000);
    assertThat(body.get("engine").stringValue()).isEqualTo("scripted");
  }

  @Test
  void theBytesThemselvesMayBeSentRawOrInAForm() throws Exception {
    var raw = sendFile("&session_id=raw&language_hints=ko,en", TONE);
    var form = new ByteArrayOutputStream();
    form.write(
        ("--x\r\nContent-Disposition: form-data; name=\"session_id\"\r\n\r\nform\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    form.write(TONE);
    form.write("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
    var multipart =
        http.send(
            http.to("/v1/stt")
                .header("X-API-Key", ALICE)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(form.toByteArray())));

    assertThat(raw.statusCode()).as(raw.body()).isEqualTo(200);
    assertThat(Http.json(raw).get("session_id").stringValue()).isEqualTo("raw");
    assertThat(multipart.statusCode()).as(multipart.body()).isEqualTo(200);
    assertThat(Http.json(multipart).get("session_id").stringValue()).isEqualTo("form");
    assertThat(Http.json(multipart).get("text")).isEqualTo(Http.json(raw).get("text"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | [] | true",
        "`,\"language_hints\":[\"ko\",\"EN-us\"]` | [ko, en] | true",
        "`,\"language_hints\":\"ko, en\"` | [ko, en] | true",
        "`,\"language_hint\":\"cmn\"` | [zh] | true",
        "`,\"language_hints\":[],\"language_hint\":\"ko\"` | [] | true",
        "`,\"language_hints\":null,\"language_hint\":\"ko\"` | [ko] | true",
        "`,\"language_hints\":[\"xx\",\"en\",\"ko\",\"de\",\"fr\"]` | [en, ko, de] | true",
        "`,\"enable_diarization\":false` | [] | false",
        "`,\"enable_diarization\":\"0\"` | [] | false",
        "`,\"enable_diarization\":null` | [] | true",
      })
  void optionsReachTheEngine(String fields, String languages, boolean diarization)
      throws Exception {
    var reply = stt(ALICE, "{\"audio_url\":\"" + url() + "\"" + fields + "}");

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(engine.lastRequest().languages().codes()).hasToString(languages);
    assertThat(engine.lastRequest().diarization()).isEqualTo(diarization);
  }

  @Test
  void silenceIsAnAnswer() throws Exception {
    engine.next((recording, request) -> Transcript.SILENCE);

    var body = Http.json(stt(ALICE, "{\"audio_url\":\"" + url() + "\"}"));

    assertThat(body.get("text").stringValue()).isEmpty();
    assertThat(body.get("utterances").isEmpty()).isTrue();
    assertThat(body.get("detected_language").stringValue()).isEmpty();
    assertThat(body.get("confidence").doubleValue()).isZero();
    assertThat(body.get("duration_ms").longValue()).isEqualTo(4000);
  }

  @Test
  void theDocumentedErrorsAreExact() throws Exception {
    var noKey =
        http.send(http.to("/v1/stt").POST(BodyPublishers.ofString("{\"audio_url\":\"x\"}")));

    assertError(noKey, 401, "UNAUTHENTICATED", "Missing authorization");
    assertError(stt("sk-prod-unknown", "{}"), 401, "UNAUTHENTICATED", "Invalid API key");
    assertError(stt(ALICE, ""), 400, "INVALID_ARGUMENT", "Empty request body");
    assertError(stt(ALICE, "{}"), 400, "INVALID_ARGUMENT", "Missing audio_url");
    assertError(stt(ALICE, "{\"audio_url\":\" \"}"), 400, "INVALID_ARGUMENT", "Missing audio_url");
    assertError(stt(ALICE, "{\"audio_url\":"), 400, "INVALID_ARGUMENT", "Invalid JSON");
    assertError(sendFile("", new byte[0]), 400, "INVALID_ARGUMENT", "Empty request body");
  }

  @Test
  void twoDifferentKeysAreNoKey() throws Exception {
    assertError(
        http.post("/v1/stt?api_key=" + BOB, ALICE, "{}"),
        401,
        "UNAUTHENTICATED",
        "Invalid API key");
    assertThat(http.post("/v1/stt?api_key=" + ALICE, ALICE, "{}").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\\nb\"", "[\"a\"]", "{}"})
  void aSessionIdIsTextWithoutControls(String id) throws Exception {
    assertError(
        stt(ALICE, "{\"audio_url\":\"" + url() + "\",\"session_id\":" + id + "}"),
        400,
        "INVALID_ARGUMENT",
        "Invalid session_id");
  }

  @Test
  void aSessionIdHasAtMost256Characters() throws Exception {
    String json = "{\"audio_url\":\"" + url() + "\",\"session_id\":\"%s\"}";

    assertThat(stt(ALICE, json.formatted("한".repeat(256))).statusCode()).isEqualTo(200);
    assertThat(stt(ALICE, json.formatted("a".repeat(257))).statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsNoAudioIsInvalid() throws Exception {
    for (byte[] body :
        new byte[][] {
          "not audio at all".getBytes(StandardCharsets.UTF_8),
          "#EXTM3U\n/etc/passwd".getBytes(StandardCharsets.UTF_8)
        }) {
      var reply = sendFile("", body);

      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
      assertThat(reply.body()).doesNotContain("passwd").doesNotContain("ffmpeg");
    }
    assertThat(engine.calls).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/a.wav",
        "http://localhost/a.wav",
        "http://2130706433/a.wav",
        "http://[::ffff:127.0.0.1]/a.wav",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "ftp://example.com/a.wav",
        "http://user:secret@example.com/a.wav",
        "nonsense"
      })
  void aUrlThatMayNotBeFetchedIsInvalidAndNotRepeated(String url) throws Exception {
    var reply = stt(ALICE, "{\"audio_url\":\"" + url + "\"}");

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    assertThat(Http.json(reply).get("code").stringValue()).isEqualTo("INVALID_ARGUMENT");
    assertThat(reply.body()).doesNotContain("127.").doesNotContain("secret").doesNotContain("169.");
  }

  @Test
  void aUrlThatAnswersBadlyIsInvalid() throws Exception {
    var reply = stt(ALICE, "{\"audio_url\":\"" + host.url("/missing") + "\"}");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("404");
  }

  @Test
  void aBrokenEngineIsAnEngineFailure() throws Exception {
    for (int i = 0; i < 3; i++) {
      engine.next(
          (recording, request) -> {
            throw EngineException.broken("said a secret", null);
          });
    }

    var reply = stt(ALICE, "{\"audio_url\":\"" + url() + "\"}");

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(500);
    assertThat(Http.json(reply).get("code").stringValue()).isEqualTo("ENGINE_FAILED");
    assertThat(reply.body()).doesNotContain("secret");
  }

  @Test
  void workThatIsAskedForAsynchronouslyIsCollectedLater() throws Exception {
    var held = new ScriptedEngine.Held();
    engine.next(held);

    var accepted =
        http.send(
            http.to("/v1/stt")
                .header("X-API-Key", ALICE)
                .header("Prefer", "respond-async, wait=1")
                .POST(BodyPublishers.ofString("{\"audio_url\":\"" + url() + "\"}")));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    String session = Http.json(accepted).get("session_id").stringValue();
    assertThat(Http.json(accepted).get("status").stringValue()).isEqualTo("running");
    held.begun.await();
    assertThat(result(ALICE, session).statusCode()).isEqualTo(202);
    assertError(result(BOB, session), 404, "NOT_FOUND", "Transcription not found");

    held.release.countDown();

    await().until(() -> result(ALICE, session).statusCode() == 200);
    assertThat(Http.json(result(ALICE, session)).get("text").stringValue()).startsWith("Good");
  }

  @Test
  void anAsynchronousFailureIsToldToWhoAsks() throws Exception {
    http.send(
        http.to("/v1/stt?session_id=failing")
            .header("X-API-Key", ALICE)
            .header("Content-Type", "audio/wav")
            .header("Prefer", "respond-async")
            .POST(BodyPublishers.ofString("not audio")));

    await().until(() -> result(ALICE, "failing").statusCode() == 400);
  }

  @Test
  void aRetryJoinsTheRunningWork() throws Exception {
    var held = new ScriptedEngine.Held();
    engine.next(held);
    Callable<HttpResponse<String>> ask = () -> sendFile("&session_id=join", TONE);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = clients.submit(ask);
      held.begun.await();
      var second = clients.submit(ask);

      held.release.countDown();

      assertThat(first.get().body()).isEqualTo(second.get().body());
    }
    assertThat(sendFile("&session_id=join", TONE).statusCode()).isEqualTo(200);
    assertThat(engine.calls).hasValue(1);
  }

  @Test
  void otherArgumentsOrNoCacheStartAnew() throws Exception {
    sendFile("&session_id=anew", TONE);
    sendFile("&session_id=anew&enable_diarization=false", TONE);
    assertThat(engine.calls).hasValue(2);

    http.send(
        http.to("/v1/stt?session_id=anew&enable_diarization=false")
            .header("X-API-Key", ALICE)
            .header("Content-Type", "audio/wav")
            .header("Cache-Control", "no-cache")
            .POST(BodyPublishers.ofByteArray(TONE)));
    assertThat(engine.calls).hasValue(3);
  }

  @Test
  void aFailureIsNotKept() throws Exception {
    for (int i = 0; i < 3; i++) {
      engine.next(
          (recording, request) -> {
            throw EngineException.broken("broken", null);
          });
    }
    assertThat(sendFile("&session_id=unlucky", TONE).statusCode()).isEqualTo(500);
    engine.reset();

    assertThat(sendFile("&session_id=unlucky", TONE).statusCode()).isEqualTo(200);
  }

  @Test
  void theSameSessionIdOfTwoUsersIsTwoSessions() throws Exception {
    String json = "{\"audio_url\":\"" + url() + "\",\"session_id\":\"shared\"}";
    stt(ALICE, json);

    assertError(result(BOB, "shared"), 404, "NOT_FOUND", "Transcription not found");
    stt(BOB, json);

    assertThat(engine.calls).hasValue(2);
  }

  @Test
  void aClientThatLeavesCancelsWorkWithoutAName() throws Exception {
    var held = new ScriptedEngine.Held();
    engine.next(held);
    Socket client = abandonable("");
    held.begun.await();
    for (int i = 0; i < 5; i++) { // a call that has only just begun cannot be interrupted yet
      result(ALICE, "none");
    }

    client.close();

    assertThat(held.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    await().until(() -> filesAtWork() == 0);
  }

  @Test
  void namedWorkOutlivesItsClient() throws Exception {
    var held = new ScriptedEngine.Held();
    engine.next(held);
    Socket client = abandonable("?session_id=outlives");
    held.begun.await();
    client.close();

    held.release.countDown();

    await().until(() -> result(ALICE, "outlives").statusCode() == 200);
    assertThat(held.interrupted.getCount()).isEqualTo(1);
    await().until(() -> filesAtWork() == 0);
  }

  private Socket abandonable(String query) throws Exception {
    var client = http.connect();
    client
        .getOutputStream()
        .write(
            ("POST /v1/stt"
                    + query
                    + " HTTP/1.1\r\nHost: a\r\nContent-Type: audio/wav\r\nX-API-Key: "
                    + ALICE
                    + "\r\nContent-Length: "
                    + TONE.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().write(TONE);
    client.getOutputStream().flush();
    return client;
  }

  private HttpResponse<String> result(String key, String session) throws Exception {
    return http.post("/v1/stt/result", key, "{\"session_id\":\"" + session + "\"}");
  }

  private static long filesAtWork() throws Exception {
    try (var files = Files.list(Path.of(DATA, "transcription"))) {
      return files.count();
    }
  }
}
