package ai.bizcrush.extapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.transcription.ScriptedEngine;
import ai.bizcrush.extapi.web.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

/** Keys, queries and what was said stay out of logs, metrics and traces, also when things fail. */
@ExtendWith(OutputCaptureExtension.class)
class CanaryTests extends WholeService {

  private static final byte[] AUDIO = SyntheticSpeech.noise(Duration.ofSeconds(1), 8000, 3).wav();
  private static final String SAID = "canary-words-that-were-said";
  private static final String QUERY = "canary-in-the-query";
  private static final String WRONG_KEY = "sk-prod-canary-wrong-key-0000000000000000000000000";

  @Autowired ScriptedEngine engine;
  @Autowired Spans spans;
  @Autowired Environment environment;

  @Test
  void nothingSecretIsToldToAnybody(CapturedOutput output) throws Exception {
    engine.reset();
    engine.next((recording, request) -> said());
    engine.next(
        (recording, request) -> {
          throw new IllegalStateException(SAID);
        });
    for (int i = 0; i < 3; i++) {
      engine.next(
          (recording, request) -> {
            throw EngineException.passing("status 503", null, new RuntimeException(SAID));
          });
    }
    String query = "&x=" + QUERY + "&session_id=";

    var first = send("/v1/stt?api_key=" + ALICE + query + "canary1");
    send("/v1/stt?api_key=" + ALICE + query + "canary2");
    send("/v1/stt?api_key=" + ALICE + query + "canary3");
    send("/v1/stt?api_key=" + WRONG_KEY + query + "canary4");
    send("/v1/nowhere?api_key=" + ALICE + query + "canary5");
    http.post(
        "/v1/stt",
        ALICE,
        "{\"audio_url\":\"http://127.0.0.1:1/" + QUERY + "?token=" + QUERY + "\"}");
    http.post("/v1/stt", ALICE, "{\"audio_url\": \"" + QUERY);
    http.raw("GET /v1/%zz?api_key=" + ALICE + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(first.body()).contains(SAID);
    await().until(() -> spans.text().contains("/v1/stt"));
    for (String told : List.of(output.getAll(), metrics(), spans.text())) {
      assertThat(told).doesNotContain(ALICE, WRONG_KEY, QUERY, SAID);
    }
    assertThat(metrics()).contains("http_server_requests").contains("/v1/stt");
  }

  private java.net.http.HttpResponse<String> send(String path) throws Exception {
    return http.send(
        http.to(path).header("Content-Type", "audio/wav").POST(BodyPublishers.ofByteArray(AUDIO)));
  }

  private String metrics() throws Exception {
    int port = environment.getRequiredProperty("local.management.port", Integer.class);
    try (var management = new Http(port)) {
      return management.send(management.to("/actuator/prometheus").GET()).body();
    }
  }

  private static Transcript said() {
    return new Transcript(
        List.of(
            new Utterance("0", SAID, Duration.ZERO, Duration.ofSeconds(1), 0.9, "en", List.of())));
  }
}
