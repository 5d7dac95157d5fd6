package ai.bizcrush.extapi.transcription.live.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.engine.http.Allocation;
import ai.bizcrush.extapi.media.Tones;
import ai.bizcrush.extapi.proto.SttStreamConfig;
import ai.bizcrush.extapi.proto.SttStreamControl;
import ai.bizcrush.extapi.proto.SttStreamControl.Type;
import ai.bizcrush.extapi.proto.SttStreamRequest;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamConfig.Encoding;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order frames may come, and what each of them means then. */
class ClientFramesTests {

  private static final byte[] NOTHING = {};
  private static final byte[] TONE = Tones.glide(Duration.ofMillis(100));
  private static final SttStreamConfig.Builder CONFIG =
      SttStreamConfig.newBuilder().setEncoding("pcm16");

  @ParameterizedTest
  @ValueSource(strings = {"format=json", "format=protobuf"})
  void audioFollowsAConfigInJson(String format) {
    var client = TestClient.with(format).text("{\"session_id\":\"s\"}").all(TONE);

    assertThat(client.heard.calls).containsExactly("configured", "pcm", "end");
    assertThat(client.heard.config().sessionId()).isEqualTo("s");
    assertThat(client.pcm()).isEqualTo(TONE);
  }

  @Test
  void messagesFollowAConfigInProtobuf() {
    var client = TestClient.protobuf().config(CONFIG).binary(audio(TONE)).binary(NOTHING);

    assertThat(client.heard.calls).containsExactly("configured", "pcm", "end");
    assertThat(client.pcm()).isEqualTo(TONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"format=json", "format=protobuf"})
  void audioWithoutAConfigHasTheSettingsOfTheQuery(String format) {
    var client = TestClient.with(format, "reduce_noise=true").all(TONE);

    StreamConfig config = client.heard.config();
    assertThat(client.heard.calls).containsExactly("configured", "pcm", "end");
    assertThat(config.encoding()).isEqualTo(Encoding.PCM16);
    assertThat(config.reduceNoise()).isTrue();
    assertThat(client.pcm()).isEqualTo(TONE);
  }

  @Test
  void whereRepliesAreJsonNoFrameIsProtobuf() {
    byte[] config = SttStreamRequest.newBuilder().setConfig(CONFIG).build().toByteArray();
    byte[] whole = Arrays.copyOf(config, config.length & ~1);

    var client = TestClient.json().all(config);

    assertThat(client.pcm()).isEqualTo(whole);
  }

  @Test
  void afterAConfigInJsonNoFrameIsProtobuf() {
    byte[] message = audio(TONE).toByteArray();

    var client = TestClient.protobuf().text("{}").all(message);

    assertThat(client.pcm()).isEqualTo(Arrays.copyOf(message, message.length & ~1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"format=json", "format=protobuf"})
  void anEmptyFrameIsTheEndEvenOfNothing(String format) {
    assertThat(TestClient.with(format).binary(NOTHING).heard.calls)
        .containsExactly("configured", "end");
    assertThat(TestClient.with(format).text("{}").binary(NOTHING).heard.calls)
        .containsExactly("configured", "end");
  }

  @Test
  void nothingIsHeardAfterTheEnd() {
    var client =
        TestClient.json()
            .text("{}")
            .binary(NOTHING)
            .binary(TONE)
            .text("{\"type\":\"keepalive\"}")
            .text("not json")
            .binary(NOTHING);

    assertThat(client.heard.calls).containsExactly("configured", "end");
  }

  @Test
  void aClientSaysMoreThanAudio() {
    var client =
        TestClient.json()
            .text("{}")
            .text("{\"type\":\"keepalive\"}")
            .binary(TONE)
            .text("{\"type\":\" Finalize \",\"more\":1}")
            .text("{\"type\":\"end\"}");

    assertThat(client.heard.calls)
        .containsExactly("configured", "keepAlive", "pcm", "finish", "end");
  }

  @Test
  void aClientSaysMoreThanAudioInProtobuf() {
    var client =
        TestClient.protobuf()
            .config(CONFIG)
            .binary(control(Type.KEEPALIVE))
            .binary(audio(TONE))
            .binary(control(Type.FINALIZE))
            .binary(control(Type.TYPE_UNSPECIFIED))
            .text("{\"type\":\"finalize\"}")
            .binary(control(Type.END));

    assertThat(client.heard.calls)
        .containsExactly("configured", "keepAlive", "pcm", "finish", "finish", "end");
  }

  @Test
  void whatIsSaidBeforeTheConfigDoesNotTakeItsPlace() {
    var client =
        TestClient.json()
            .text("{\"type\":\"keepalive\"}")
            .text("{\"type\":\"finalize\"}")
            .text("{\"type\":\"start\",\"encoding\":\"opus\"}");

    assertThat(client.heard.calls).containsExactly("configured");
    assertThat(client.heard.config().encoding()).isEqualTo(Encoding.OPUS);
    assertThat(TestClient.json().text("{\"type\":\"end\"}").heard.calls)
        .containsExactly("configured", "end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"encoding\":\"opus\"}",
        "{\"encoding\":\"mp3\"}",
        "{\"type\":\"dance\"}",
        "{\"type\":{}}",
        "{\"type\":null}",
        "{\"type\":\"\\u0000\"}",
        "not json",
        "[]",
        ""
      })
  void aLaterTextIsIgnoredUnlessItIsKnown(String text) {
    var client = TestClient.json().text("{}").text(text).binary(TONE).text(text);
    var withoutConfig = TestClient.json().binary(TONE).text(text).binary(NOTHING);

    assertThat(client.heard.calls).containsExactly("configured", "pcm");
    assertThat(client.pcm()).isEqualTo(TONE);
    assertThat(withoutConfig.heard.calls).containsExactly("configured", "pcm", "end");
  }

  @Test
  void aLaterTextThatIsLongIsNotLookedAt() {
    var client =
        TestClient.json().text("{}").text("{\"type\":\"end\",\"x\":\"" + "x".repeat(5000) + "\"}");

    assertThat(client.heard.calls).containsExactly("configured");
    assertThat(TestClient.settings("{\"x\":\"" + "x".repeat(5000) + "\"}").encoding())
        .isEqualTo(Encoding.PCM16);
  }

  @Test
  void aMessageMayHaveFieldsThatAreUnknown() {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
            .build();
    var client =
        TestClient.protobuf()
            .config(CONFIG)
            .binary(audio(TONE).toBuilder().setUnknownFields(unknown).build())
            .binary(SttStreamRequest.newBuilder().setUnknownFields(unknown).build())
            .config(CONFIG.clone().setEncoding("opus"))
            .binary(audio(NOTHING))
            .binary(audio(TONE));

    assertThat(client.heard.calls).containsExactly("configured", "pcm");
    assertThat(client.pcm()).isEqualTo(WireFixtures.join(TONE, TONE));
  }

  @Test
  void ofTwoPartsOfAMessageTheLastCounts() {
    byte[] both = WireFixtures.join(control(Type.END).toByteArray(), audio(TONE).toByteArray());

    var client = TestClient.protobuf().config(CONFIG).binary(both);

    assertThat(client.heard.calls).containsExactly("configured", "pcm");
  }

  @Test
  void aSampleMayBeCutByMessages() {
    var client = TestClient.protobuf().config(CONFIG);
    for (int i = 0; i < TONE.length; i += 7) {
      client.binary(audio(Arrays.copyOfRange(TONE, i, Math.min(TONE.length, i + 7))));
    }

    assertThat(client.pcm()).isEqualTo(TONE);
  }

  @Test
  void whatIsNoMessageEndsAStreamOfMessages() {
    byte[] message = audio(TONE).toByteArray();
    byte[] cut = Arrays.copyOf(message, message.length - 1);

    for (byte[] bad : new byte[][] {cut, {0}, {(byte) 0xff}, {0x12}, {0x12, (byte) 0x80}}) {
      var client = TestClient.protobuf().config(CONFIG);
      assertThatExceptionOfType(FrameRejected.class)
          .isThrownBy(() -> client.binary(bad))
          .satisfies(
              e ->
                  assertThat(e.end())
                      .isEqualTo(
                          StreamEnd.error(
                              1007, ErrorCode.INVALID_ARGUMENT, "Invalid protobuf", false)));
      assertThat(client.binary(message).binary(NOTHING).heard.calls).containsExactly("configured");
    }
  }

  @Test
  void nothingIsHeardAfterARefusal() {
    var client = TestClient.json();

    assertThatExceptionOfType(FrameRejected.class).isThrownBy(() -> client.text("{"));

    assertThat(client.text("{}").binary(TONE).binary(NOTHING).heard.calls).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void framesOfAnyKindAreUnderstoodIgnoredOrRefusedAndNothingElse(long seed) {
    var random = new Random(seed);
    String[] texts = {"{}", "{\"encoding\":\"opus\"}", "{\"type\":\"keepalive\"}", "{", "\u0000"};
    for (int i = 0; i < 1500; i++) {
      var client = TestClient.with("format=" + (random.nextBoolean() ? "json" : ""));
      try {
        for (int frame = random.nextInt(6); frame >= 0; frame--) {
          switch (random.nextInt(4)) {
            case 0 -> client.text(texts[random.nextInt(texts.length)]);
            case 1 -> client.binary(Tones.noise(1 + random.nextInt(40), random.nextLong()));
            case 2 -> client.binary(mutated(audio(TONE).toByteArray(), random));
            default -> client.binary(mutated(configuration(), random));
          }
        }
      } catch (FrameRejected e) {
        assertThat(e.end().closeCode()).isIn(1003, 1007);
        assertThat(e.end().reason()).hasSizeBetween(1, 123);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void audioCostsNoAllocation(boolean protobuf) {
    byte[] frame = protobuf ? audio(new byte[640]).toByteArray() : new byte[640];
    var frames = new ClientFrames(TestClient.query(), TestClient.CONFIGS, new Discarding());
    if (protobuf) {
      byte[] config = configuration();
      frames.binary(config, 0, config.length);
    }
    frames.binary(frame, 0, frame.length);

    var allocation = new Allocation();
    for (int i = 0; i < 10_000; i++) {
      frames.binary(frame, 0, frame.length);
    }
    allocation.close();

    assertThat(allocation.bytes()).isLessThan(10_000);
  }

  private static byte[] configuration() {
    return SttStreamRequest.newBuilder().setConfig(CONFIG).build().toByteArray();
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] mutated = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    if (random.nextBoolean()) {
      mutated = bytes.clone();
    }
    if (random.nextBoolean()) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
    }
    return mutated;
  }

  private static SttStreamRequest audio(byte[] bytes) {
    return SttStreamRequest.newBuilder().setAudio(ByteString.copyFrom(bytes)).build();
  }

  private static SttStreamRequest control(Type type) {
    return SttStreamRequest.newBuilder()
        .setControl(SttStreamControl.newBuilder().setType(type))
        .build();
  }
}
