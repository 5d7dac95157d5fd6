package ai.bizcrush.extapi.transcription.live.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.media.Tones;
import ai.bizcrush.extapi.media.WavHeader;
import ai.bizcrush.extapi.media.live.WebmScript;
import ai.bizcrush.extapi.proto.SttStreamConfig;
import ai.bizcrush.extapi.proto.SttStreamControl;
import ai.bizcrush.extapi.proto.SttStreamRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio is never taken for a config, nor a config for audio. */
class ConfigFrameTests {

  private static final int[] USUAL_SIZES = {20, 160, 320, 640, 960, 1280, 3200, 8192};
  private static final byte[] FULL =
      SttStreamRequest.newBuilder()
          .setConfig(
              SttStreamConfig.newBuilder()
                  .setEncoding("Opus")
                  .setSessionId("회의-\ud83d\ude00")
                  .addLanguageHints("ko")
                  .addLanguageHints("en")
                  .setReduceNoise(true)
                  .setEnableDiarization(false)
                  .addFeatures("words")
                  .setResumeToken("token"))
          .build()
          .toByteArray();

  @TempDir private Path folder;

  @ParameterizedTest(name = "fields {0}")
  @ValueSource(ints = {0, 1, 2, 3, 8, 16, 24, 31, 64, 96, 100, 127})
  void aConfigOfAnyFieldsIsOne(int fields) {
    var config = SttStreamConfig.newBuilder();
    if ((fields & 1) != 0) {
      config.setEncoding("pcm16");
    }
    if ((fields & 2) != 0) {
      config.setSessionId("s".repeat(200));
    }
    if ((fields & 4) != 0) {
      config.addLanguageHints("ko,en");
    }
    if ((fields & 8) != 0) {
      config.setReduceNoise(true);
    }
    if ((fields & 16) != 0) {
      config.setEnableDiarization(true);
    }
    if ((fields & 32) != 0) {
      config.addFeatures("acks").addFeatures("");
    }
    if ((fields & 64) != 0) {
      config.setResumeToken("t");
    }
    byte[] frame = SttStreamRequest.newBuilder().setConfig(config).build().toByteArray();

    assertThat(parse(frame)).isEqualTo(config.build());
  }

  @Test
  void anotherWriterMayOrderItsFieldsOtherwiseAndWriteDefaults() throws IOException {
    var content = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(content);
    out.writeString(17, "");
    out.writeBool(5, false);
    out.writeString(2, "");
    out.writeString(1, "");
    out.flush();

    assertThat(parse(frame(content.toByteArray())))
        .isEqualTo(SttStreamConfig.newBuilder().setEnableDiarization(false).build());
  }

  @Test
  void anUnknownEncodingIsStillAConfig() {
    assertThat(parse(frame(string(1, "audio/x-flac; rate=8000")))).isNotNull();
    assertThat(parse(frame(string(1, "e".repeat(33))))).isNull();
    assertThat(parse(frame(string(1, "caf\u00e9")))).isNull();
  }

  @Test
  void aLaterVersionIsToldByItsEncoding() {
    byte[] later =
        UnknownFieldSet.newBuilder()
            .addField(18, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .build()
            .toByteArray();

    assertThat(parse(frame(WireFixtures.join(string(1, "OPUS"), later)))).isNotNull();
    assertThat(parse(frame(WireFixtures.join(string(1, "mp3"), later)))).isNull();
    assertThat(parse(frame(later))).isNull();
  }

  @Test
  void whatIsNotAConfigAndNothingElseIsAudio() {
    byte[] wrongType = {0x0a, 2, 0x08, 1};
    byte[] longWay = {0x0a, (byte) 0x82, 0, 0x20, 1};
    byte[] audio =
        SttStreamRequest.newBuilder()
            .setAudio(ByteString.copyFrom(new byte[640]))
            .build()
            .toByteArray();
    byte[] control =
        SttStreamRequest.newBuilder()
            .setControl(SttStreamControl.newBuilder().setType(SttStreamControl.Type.END))
            .build()
            .toByteArray();

    assertThat(parse(new byte[] {0x0a})).isNull();
    assertThat(parse(wrongType)).isNull();
    assertThat(parse(longWay)).isNull();
    assertThat(parse(audio)).isNull();
    assertThat(parse(control)).isNull();
    assertThat(parse(frame(string(2, "a\u0007b")))).isNull();
    assertThat(parse(frame(string(17, "\u0085")))).isNull();
    assertThat(parse(frame(new byte[] {0x0a, 1, (byte) 0xff}))).isNull();
    assertThat(parse(WireFixtures.join(FULL, FULL))).isNull();
    assertThat(parse(WireFixtures.join(FULL, audio))).isNull();
    assertThat(parse(WireFixtures.join(FULL, new byte[1]))).isNull();
  }

  @Test
  void aConfigThatIsCutIsAudio() {
    assertThat(parse(FULL)).isNotNull();
    for (int length = 1; length < FULL.length; length++) {
      assertThat(parse(Arrays.copyOf(FULL, length))).as("%s bytes", length).isNull();
    }
  }

  @Test
  void speechIsAudioWhereverItIsCut() {
    byte[] speech = SyntheticSpeech.say("good morning everybody and welcome").pcm();
    assertAudioEverywhere(speech);
    // quiet: both bytes of a sample are small
    for (int i = 0; i < speech.length; i += 2) {
      int sample = (short) ((speech[i] & 0xff) | speech[i + 1] << 8) / 500;
      speech[i] = (byte) sample;
      speech[i + 1] = (byte) (sample >> 8);
    }
    assertAudioEverywhere(speech);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 10, 0x010a, 0x0a0a, 0x020a, 0x120a})
  void aConstantIsAudio(int sample) {
    byte[] constant = new byte[8192];
    for (int i = 0; i < constant.length; i += 2) {
      constant[i] = (byte) sample;
      constant[i + 1] = (byte) (sample >> 8);
    }
    for (int size : USUAL_SIZES) {
      assertThat(ConfigFrame.parse(constant, 0, size)).isNull();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void noiseIsAudioEvenIfItBeginsLikeAConfig(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      int content = 14 + random.nextInt(random.nextBoolean() ? 100 : 1500);
      byte[] noise = noise(random, content);
      byte[] frame = random.nextInt(4) == 0 ? noise : frame(noise);
      assertThat(parse(frame)).as("%s", i).isNull();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void samplesThatCanBeReadAsMessagesAreAudio(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var message = UnknownFieldSet.newBuilder();
      for (int field = 1 + random.nextInt(5); field > 0; field--) {
        byte[] content = new byte[8 + random.nextInt(100)];
        random.nextBytes(content);
        var value =
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(content))
                .build();
        message.mergeField(1 + random.nextInt(20), value);
      }
      assertThat(parse(frame(message.build().toByteArray()))).as("%s", i).isNull();
    }
  }

  @Test
  void encodedAudioIsAudioHoweverShortItsFirstFrame() throws Exception {
    byte[] tone = Tones.glide(Duration.ofMillis(500));
    byte[] ogg = WireFixtures.encoded(folder, "a.ogg", tone, "-c:a", "libopus");
    byte[] webm = WireFixtures.encoded(folder, "a.webm", tone, "-c:a", "libopus");
    List<byte[]> packets = WebmScript.packetsOf(ogg);
    byte[] live = WebmScript.live(packets.getFirst(), packets.subList(1, packets.size()));
    byte[] wav = WireFixtures.join(WavHeader.of(tone.length / 2), tone);
    for (byte[] stream : new byte[][] {ogg, webm, live, wav, tone}) {
      for (int length = 1; length <= Math.min(stream.length, 4000); length++) {
        assertThat(parse(Arrays.copyOf(stream, length))).as("%s bytes", length).isNull();
      }
    }
    packets.forEach(packet -> assertThat(parse(packet)).isNull());
  }

  private static void assertAudioEverywhere(byte[] pcm) {
    for (int size : USUAL_SIZES) {
      for (int at = 0; at + size <= pcm.length; at++) {
        assertThat(ConfigFrame.parse(pcm, at, size)).isNull();
      }
    }
  }

  /** Loud or quiet, or of letters alone. */
  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    int kind = random.nextInt(3);
    for (int i = 0; i < length; i++) {
      if (kind == 1) {
        noise[i] = (byte) (noise[i] / 16);
      } else if (kind == 2) {
        noise[i] = (byte) ('a' + (noise[i] & 0xff) % 26);
      }
    }
    return noise;
  }

  private static @Nullable SttStreamConfig parse(byte[] frame) {
    byte[] shifted = new byte[frame.length + 3];
    System.arraycopy(frame, 0, shifted, 2, frame.length);
    return ConfigFrame.parse(shifted, 2, frame.length);
  }

  /** The content of a config, wrapped as a request. */
  private static byte[] frame(byte[] config) {
    return UnknownFieldSet.newBuilder()
        .addField(
            1,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(config))
                .build())
        .build()
        .toByteArray();
  }

  private static byte[] string(int field, String text) {
    return UnknownFieldSet.newBuilder()
        .addField(
            field,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(text, StandardCharsets.UTF_8))
                .build())
        .build()
        .toByteArray();
  }
}
