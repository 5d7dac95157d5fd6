package ai.bizcrush.extapi.transcription.live.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.proto.SttStreamResponse;
import ai.bizcrush.extapi.shared.Caller;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The handshake always succeeds; afterwards those who may not stream are told why. */
@ExtendWith(OutputCaptureExtension.class)
class AdmissionTests extends SocketTests {

  @ParameterizedTest
  @CsvSource({
    "'',                                          Missing authorization",
    "api_key=,                                    Missing authorization",
    "api_key=nobody,                              Invalid API key",
    "api_key=sk-test-alice&api_key=sk-test-bob,   Invalid API key",
    "token=unknown,                               Invalid API key",
    "token=st-test-token&token=other,             Invalid API key",
    "token=st-test-token&api_key=sk-test-alice,   Invalid API key"
  })
  void badCredentialsAreRefusedByTheirName(String query, String reason) throws Exception {
    RawClient client = open(query);

    assertThat(client.read().text())
        .isEqualTo(
            "{\"connected\":false,\"error\":{\"code\":\"UNAUTHENTICATED\",\"message\":\""
                + reason
                + "\",\"retryable\":false}}");
    assertThat(client.readClose()).isEqualTo("1008 " + reason);
    assertThat(streams.isEmpty()).isTrue();
  }

  @Test
  void aRefusalInProtobufIsAnErrorFrame() throws Exception {
    RawClient client = keep(RawClient.open(port, "api_key=nobody"));

    RawClient.Frame frame = client.read();

    assertThat(frame.opcode()).isEqualTo(RawClient.BINARY);
    SttStreamResponse reply = SttStreamResponse.parseFrom(frame.payload());
    assertThat(reply.getError().getCode()).isEqualTo("UNAUTHENTICATED");
    assertThat(reply.getError().getMessage()).isEqualTo("Invalid API key");
    assertThat(client.readClose()).isEqualTo("1008 Invalid API key");
  }

  @Test
  void withoutADatabaseTheClientIsAskedToComeAgain() throws Exception {
    RawClient client = open("api_key=" + StreamListener.AWAY);

    assertThat(client.read().text()).contains("\"UNAVAILABLE\"", "\"retryable\":true");
    assertThat(client.readClose()).isEqualTo("1013 Temporarily unavailable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-API-Key: " + StreamListener.ALICE,
        "Authorization: Bearer " + StreamListener.ALICE,
        "authorization: bearer  " + StreamListener.ALICE
      })
  void headersCarryKeysToo(String header) throws Exception {
    RawClient client = keep(new RawClient(port));

    client.write(
        RawClient.handshake("/v1/stt/stream?format=json&token=", header).getBytes(ISO_8859_1));

    client.readHandshake();
    client.text(CONFIG);
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
    assertThat(streams.next().caller.keyId()).isEqualTo("key-alice");
  }

  @Test
  void aTokenStandsForItsKey() throws Exception {
    RawClient client = open("token=" + StreamListener.TOKEN);
    client.text(CONFIG);

    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
    assertThat(streams.next().caller.keyId()).isEqualTo("key-guest");
  }

  @Test
  void nothingIsReadBeforeTheClientIsKnownAndNothingIsLost() throws Exception {
    var answer = new CompletableFuture<Caller>();
    keeper.later.set(answer);
    RawClient client = keep(new RawClient(port));
    client.write(
        RawClient.handshake("/v1/stt/stream?format=json&api_key=" + StreamListener.LATER)
            .getBytes(ISO_8859_1));
    client.write(RawClient.frame(RawClient.TEXT, CONFIG.getBytes(UTF_8)));
    for (byte i = 0; i < 100; i++) {
      client.binary(new byte[] {i, i});
    }

    client.readHandshake();
    assertThat(streams.isEmpty()).isTrue();
    answer.complete(StreamListener.caller("later"));

    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
    client.binary(new byte[0]);
    assertThat(client.readClose()).isEqualTo("1000 ");
    assertThat(streams.next().audio()).hasSize(200).startsWith(0, 0, 1, 1).endsWith(99, 99);
  }

  @Test
  void aClientThatLeavesBeforeItIsKnownIsForgotten() throws Exception {
    var answer = new CompletableFuture<Caller>();
    keeper.later.set(answer);
    RawClient client = open("api_key=" + StreamListener.LATER);

    client.close();
    answer.complete(StreamListener.caller("later"));

    assertThat(streams.isEmpty()).isTrue(); // and its place is given back
  }

  @Test
  void keysAndTokensReachNoLog(CapturedOutput output) throws Exception {
    open("api_key=sk-secret-in-url").readClose();
    open("token=st-secret-in-url").readClose();
    RawClient client = open(ALICE + "&token=st-secret-in-url");
    client.readClose();
    http.send(http.to("/v1/stt/stream?api_key=sk-secret-in-url").GET());
    http.raw(RawClient.handshake("/v1/stt/stream?api_key=sk-secret-in-url").replace("13", "8"));

    assertThat(output.getAll()).doesNotContain("secret-in-url", StreamListener.ALICE);
    assertThat(meters.getMeters().toString()).doesNotContain("secret-in-url");
  }
}
