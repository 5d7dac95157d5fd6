package ai.bizcrush.extapi.transcription.live.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.Tones;
import ai.bizcrush.extapi.media.live.OpusPacketDecoder;
import ai.bizcrush.extapi.media.live.WebmScript;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio that a client declared to be Opus. */
class OpusIntakeTests {

  private static final byte[] TONE = Tones.glide(Duration.ofMillis(1500));

  private enum Container {
    OGG,
    WEBM,
    LIVE_WEBM
  }

  @TempDir private static Path folder;
  private static byte[] ogg;
  private static byte[] webm;
  private static List<byte[]> packets;

  @BeforeAll
  static void encode() throws Exception {
    ogg = WireFixtures.encoded(folder, "a.ogg", TONE, "-c:a", "libopus");
    webm = WireFixtures.encoded(folder, "a.webm", TONE, "-c:a", "libopus");
    packets = WebmScript.packetsOf(ogg);
  }

  @ParameterizedTest
  @EnumSource
  void aContainerIsToldByItsFirstBytesHoweverItIsCut(Container container) {
    byte[] stream = stream(container);
    byte[] whole = client().all(stream).pcm();

    for (int first : new int[] {1, 2, 3, 4, 5, 27, 100}) {
      var client = client().binary(Arrays.copyOf(stream, first));
      client.all(Arrays.copyOfRange(stream, first, stream.length));
      assertThat(client.pcm()).as("cut at %s", first).isEqualTo(whole);
    }
    assertThat(Tones.likeness(TONE, whole, 4)).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @EnumSource
  void aContainerMayComeByteByByte(Container container) {
    byte[] stream = stream(container);
    var client = client();

    for (byte b : stream) {
      client.binary(new byte[] {b});
    }

    assertThat(client.pcm()).isEqualTo(client().all(stream).pcm());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aContainerMayBeCutAnywhere(long seed) {
    for (Container container : Container.values()) {
      byte[] stream = stream(container);
      var random = new Random(seed);
      var client = client();
      int at = 0;
      while (at < stream.length) {
        int size = Math.min(stream.length - at, 1 + random.nextInt(1 << random.nextInt(12)));
        client.binary(Arrays.copyOfRange(stream, at, at + size));
        at += size;
      }
      assertThat(client.pcm()).as("%s", container).isEqualTo(client().all(stream).pcm());
    }
  }

  @Test
  void withoutAContainerAFrameIsAPacket() {
    var expected = new ByteArrayOutputStream();
    var decoder = new OpusPacketDecoder();
    byte[] pcm = new byte[OpusPacketDecoder.MOST_BYTES];
    var client = client();
    for (byte[] packet : audio()) {
      expected.write(pcm, 0, decoder.decode(packet, 0, packet.length, pcm, 0));
      client.binary(packet);
    }

    assertThat(client.binary(new byte[0]).pcm()).isEqualTo(expected.toByteArray());
    assertThat(Tones.likeness(TONE, client.pcm())).isGreaterThan(0.9);
  }

  @Test
  void aBeginningThatIsHeldBackIsNoPacket() {
    for (String signature : new String[] {"OggS", "\u001aE\u00df\u00a3"}) {
      byte[] bytes = signature.getBytes(StandardCharsets.ISO_8859_1);
      for (int length = 1; length < 4; length++) {
        byte[] begin = Arrays.copyOf(bytes, length);
        assertThatExceptionOfType(AudioRejected.class).isThrownBy(() -> decodeAlone(begin));
        assertMalformed(client().binary(begin), new byte[] {0x55, 1, 2});
      }
    }
  }

  @Test
  void aStreamThatEndsBeforeItIsKnownIsSilent() {
    assertThat(client().all(new byte[] {'O', 'g'}).heard.calls)
        .containsExactly("configured", "end");
  }

  @Test
  void aFrameThatIsNoPacketIsMalformed() {
    byte[] malformed = {(byte) 0xff, 0};

    assertMalformed(client(), malformed);
    assertMalformed(client().binary(audio().getFirst()), malformed);
    assertMalformed(client(), Arrays.copyOf(audio().getFirst(), 64 * 1024 + 1));
  }

  @Test
  void aContainerWithOtherAudioIsNotSupported() throws Exception {
    byte[] flac = WireFixtures.encoded(folder, "b.mkv", TONE, "-c:a", "flac");

    assertThatExceptionOfType(FrameRejected.class)
        .isThrownBy(() -> client().binary(flac))
        .withMessage("The audio format is not supported")
        .satisfies(e -> assertThat(e.end().closeCode()).isEqualTo(1003));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void garbageIsDecodedOrMalformedAndNothingElse(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] begin = random.nextBoolean() ? stream(Container.values()[random.nextInt(3)]) : ogg;
      var client = client().binary(Arrays.copyOf(begin, 1 + random.nextInt(300)));
      try {
        client.all(Tones.noise(1 + random.nextInt(500), random.nextLong()));
      } catch (FrameRejected e) {
        assertThat(e.end().closeCode()).isIn(1003, 1007);
      }
    }
  }

  private static TestClient client() {
    return TestClient.json().text("{\"encoding\":\"opus\"}");
  }

  private static List<byte[]> audio() {
    return packets.subList(1, packets.size());
  }

  private static byte[] stream(Container container) {
    return switch (container) {
      case OGG -> ogg;
      case WEBM -> webm;
      case LIVE_WEBM -> WebmScript.live(packets.getFirst(), audio());
    };
  }

  private static void decodeAlone(byte[] packet) {
    new OpusPacketDecoder()
        .decode(packet, 0, packet.length, new byte[OpusPacketDecoder.MOST_BYTES], 0);
  }

  private static void assertMalformed(TestClient client, byte[] frame) {
    assertThatExceptionOfType(FrameRejected.class)
        .isThrownBy(() -> client.binary(frame))
        .withMessage("The audio stream is malformed")
        .satisfies(e -> assertThat(e.end().closeCode()).isEqualTo(1007));
  }
}
