package ai.bizcrush.extapi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Every error has one shape, in the documented order of checks. */
@ExtendWith(OutputCaptureExtension.class)
class ErrorTests extends ApiListenerTests {

  @Test
  void anUnknownPathIsNotFoundEvenWithoutAKey() throws Exception {
    assertError(
        http.send(http.to("/v1/nowhere").POST(BodyPublishers.ofString("{}"))),
        404,
        "NOT_FOUND",
        "Not found");
    assertError(http.send(http.to("/v1/").GET()), 404, "NOT_FOUND", "Not found");
  }

  @Test
  void theApiServesNothingOutsideItsPaths() throws Exception {
    for (String path : new String[] {"/", "/api/zapier/me", "/login", "/actuator/health"}) {
      var reply = http.send(http.to(path).GET());

      assertThat(reply.statusCode()).isEqualTo(404);
      assertThat(reply.body())
          .isEqualTo("{\"success\":false,\"error\":\"Not found\",\"code\":\"NOT_FOUND\"}");
    }
  }

  @Test
  void aWrongMethodIsToldWithWhatIsAllowedEvenWithoutAKey() throws Exception {
    var reply = http.send(http.to("/v1/everything").GET());

    assertError(reply, 405, "METHOD_NOT_ALLOWED", "Method not allowed");
    assertThat(reply.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void credentialsAreJudgedBeforeTheBody() throws Exception {
    assertError(
        http.send(http.to("/v1/everything").POST(BodyPublishers.ofString("not json"))),
        401,
        "UNAUTHENTICATED",
        "Missing authorization");
    assertError(
        http.post("/v1/everything", "sk-test-other", "not json"),
        401,
        "UNAUTHENTICATED",
        "Invalid API key");
  }

  @Test
  void theKeyMayComeByHeaderQueryOrBearer() throws Exception {
    var body = BodyPublishers.ofString("{}");

    assertThat(http.post("/v1/caller", ApiListener.KEY, "{}").statusCode()).isEqualTo(200);
    assertThat(http.send(http.to("/v1/caller?api_key=" + ApiListener.KEY).POST(body)).statusCode())
        .isEqualTo(200);
    var bearer = "bearer " + ApiListener.KEY;
    assertThat(
            http.send(http.to("/v1/caller").header("Authorization", bearer).POST(body))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aKeyWithoutAValueIsAbsent() throws Exception {
    assertError(
        http.send(http.to("/v1/caller?api_key").POST(BodyPublishers.ofString("{}"))),
        401,
        "UNAUTHENTICATED",
        "Missing authorization");
    assertThat(post("/v1/everything?name", "{\"name\":\"n\"}").statusCode()).isEqualTo(200);
    assertThat(post("/v1/optional?title", "").statusCode()).isEqualTo(200);
  }

  @Test
  void controllersRunOnVirtualThreadsAndKnowTheirCaller() throws Exception {
    var reply = Http.json(post("/v1/caller", ""));

    assertThat(reply.get("user").stringValue()).isEqualTo("alice00000");
    assertThat(reply.get("virtual").booleanValue()).isTrue();
  }

  @Test
  void anotherContentTypeIsUnsupported() throws Exception {
    assertError(
        post("/v1/everything", "application/xml", "<a/>".getBytes(StandardCharsets.UTF_8)),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "Unsupported content type");
    assertError(
        post("/v1/everything", "not a type", "{}".getBytes(StandardCharsets.UTF_8)),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "Unsupported content type");
  }

  @Test
  void anUnforeseenFailureTellsNothing(CapturedOutput output) throws Exception {
    assertError(post("/v1/fail", "{}"), 500, "INTERNAL", "Internal server error");

    assertThat(output.getAll()).contains("IllegalStateException").doesNotContain("secret");
  }

  @Test
  void aDatabaseThatIsAwayIsUnavailableForNow() throws Exception {
    var reply = post("/v1/database-away", "{}");

    assertError(reply, 503, "UNAVAILABLE", "Temporarily unavailable");
    assertThat(reply.headers().firstValue("Retry-After")).contains("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/%zz", "/v1/everything?a=%", "/v1/a|b", "/v1/every thing"})
  void aTargetThatIsNoUriIsToldInTheSameShape(String target) throws Exception {
    String reply = http.raw("POST " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(reply)
        .startsWith("HTTP/1.1 400")
        .contains("{\"success\":false,\"error\":\"Bad Request\",\"code\":\"INVALID_ARGUMENT\"}")
        .containsIgnoringCase("x-request-id: ")
        .containsIgnoringCase("access-control-allow-origin: *");
  }

  @Test
  void anEndlessRequestLineIsToldInTheSameShape() throws Exception {
    String reply = http.raw("GET /v1/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(reply)
        .startsWith("HTTP/1.1 414")
        .contains("\"error\":\"Request-URI Too Long\",\"code\":\"INVALID_ARGUMENT\"}");
  }

  @Test
  void anEndlessHeaderIsToldInTheSameShape() throws Exception {
    String reply =
        http.raw("GET /v1/x HTTP/1.1\r\nHost: a\r\nA: " + "a".repeat(20_000) + "\r\n\r\n");

    assertThat(reply).startsWith("HTTP/1.1 431").contains("\"code\":\"INVALID_ARGUMENT\"}");
  }

  @Test
  void oneTrailingSlashMeansTheSamePath() throws Exception {
    assertThat(post("/v1/caller/", "{}").statusCode()).isEqualTo(200);
    assertThat(post("/v1/caller//", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void theRequestIdOfTheClientIsKeptWhenItIsHarmless() throws Exception {
    var kept = http.send(http.to("/v1/anonymous").header("X-Request-Id", "mine-1").GET());
    var replaced = http.send(http.to("/v1/anonymous").header("X-Request-Id", "a b").GET());

    assertThat(kept.headers().allValues("X-Request-Id")).containsExactly("mine-1");
    assertThat(replaced.headers().firstValue("X-Request-Id").orElseThrow()).hasSize(26);
  }
}
