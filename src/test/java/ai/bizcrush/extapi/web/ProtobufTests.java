package ai.bizcrush.extapi.web;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.proto.SessionTTSRequest;
import ai.bizcrush.extapi.proto.SessionTTSResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One endpoint, JSON or protobuf in, JSON or protobuf out. */
class ProtobufTests extends ApiListenerTests {

  private static final byte[] MESSAGE =
      SessionTTSRequest.newBuilder().setSessionId("s").setText("hi").build().toByteArray();

  private HttpResponse<byte[]> speak(String contentType, @Nullable String accept, byte[] body)
      throws Exception {
    var request =
        http.to("/v1/speech")
            .header("X-API-Key", ApiListener.KEY)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body));
    if (accept != null) {
      request.header("Accept", accept);
    }
    return http.sendForBytes(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/x-protobuf", "application/protobuf", "application/octet-stream"})
  void protobufAnswersProtobuf(String contentType) throws Exception {
    var reply = speak(contentType, null, MESSAGE);

    assertThat(reply.headers().firstValue("Content-Type")).contains("application/x-protobuf");
    assertThat(SessionTTSResponse.parseFrom(reply.body()).getAudioUrl()).isEqualTo("said hi");
  }

  @Test
  void jsonAnswersJson() throws Exception {
    var reply =
        speak(
            "application/json",
            null,
            "{\"session_id\":\"s\",\"text\":\"hi\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"audio_url\":\"said hi\"}");
  }

  @Test
  void acceptDecidesWhereItNamesOneOfTheTwo() throws Exception {
    var json = speak("application/x-protobuf", "application/json", MESSAGE);
    var protobuf =
        speak(
            "application/json",
            "text/html, application/x-protobuf;q=0.9",
            "{\"session_id\":\"s\",\"text\":\"hi\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(new String(json.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"audio_url\":\"said hi\"}");
    assertThat(SessionTTSResponse.parseFrom(protobuf.body()).getAudioUrl()).isEqualTo("said hi");
  }

  @Test
  void whatIsNoMessageIsInvalidAndItsFieldsAreValidated() throws Exception {
    var broken = speak("application/x-protobuf", null, new byte[] {1, 2, 3});
    var missing = speak("application/x-protobuf", null, new byte[0]);

    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(new String(broken.body(), StandardCharsets.UTF_8)).contains("Invalid protobuf");
    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(new String(missing.body(), StandardCharsets.UTF_8)).contains("Missing session_id");
  }

  @Test
  void anEndpointWithoutAFormTakesNoProtobuf() throws Exception {
    assertError(
        post("/v1/everything", "application/x-protobuf", MESSAGE),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "Unsupported content type");
  }
}
