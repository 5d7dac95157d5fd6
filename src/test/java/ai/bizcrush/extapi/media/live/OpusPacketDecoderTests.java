package ai.bizcrush.extapi.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.AudioRejected.Reason;
import ai.bizcrush.extapi.media.Tones;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpusPacketDecoderTests {

  private static final byte[] TONE = Tones.glide(Duration.ofMillis(2400));

  private final OpusPacketDecoder decoder = new OpusPacketDecoder();

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 160, 320, 640, 960})
  void framesOfEveryLengthAreDecoded(int samplesAPacket) throws Exception {
    byte[] pcm = decodeAll(encode(TONE, 1, samplesAPacket, OpusApplication.OPUS_APPLICATION_AUDIO));

    assertThat(pcm).hasSize(TONE.length);
    assertThat(Tones.likeness(TONE, pcm)).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5, 6})
  void packetsOfSeveralFramesAreDecodedUpTo120Milliseconds(int frames) throws Exception {
    byte[] pcm = decodeAll(joined(frames));

    assertThat(pcm).hasSize(TONE.length / (640 * frames) * 640 * frames);
    assertThat(Tones.likeness(TONE, pcm)).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 48, 63})
  void aPacketOfMoreThan120MillisecondsIsMalformed(int frames) throws Exception {
    assertMalformed(joined(frames).getFirst());
  }

  @Test
  void stereoIsMixedToOneChannel() throws Exception {
    byte[] both = stereo(TONE, TONE);
    byte[] leftOnly = stereo(TONE, Tones.silence(Duration.ofMillis(2400)));
    OpusApplication application = OpusApplication.OPUS_APPLICATION_AUDIO;

    byte[] fromBoth = decodeAll(encode(both, 2, 320, application));
    byte[] fromLeft = decodeAll(encode(leftOnly, 2, 320, application));

    assertThat(fromBoth).hasSize(TONE.length);
    assertThat(Tones.likeness(TONE, fromBoth)).isGreaterThan(0.95);
    assertThat(Tones.likeness(TONE, fromLeft)).isGreaterThan(0.9);
    assertThat(Tones.loudness(fromLeft) / Tones.loudness(fromBoth)).isBetween(0.4, 0.6);
  }

  @Test
  void speechModeIsDecodedToo() throws Exception {
    byte[] pcm = decodeAll(encode(TONE, 1, 960, OpusApplication.OPUS_APPLICATION_VOIP));

    assertThat(Tones.likeness(TONE, pcm)).isGreaterThan(0.9);
  }

  @Test
  void nothingIsNotAPacket() {
    assertMalformed(new byte[0]);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void garbageIsDecodedOrMalformedAndTheNextPacketIsFine(long seed) throws Exception {
    var random = new Random(seed);
    int malformed = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] packet = new byte[1 + random.nextInt(400)];
      random.nextBytes(packet);
      malformed += isMalformed(packet) ? 1 : 0;
    }

    byte[] pcm = decodeAll(encode(TONE, 1, 320, OpusApplication.OPUS_APPLICATION_VOIP));

    assertThat(malformed).isPositive();
    assertThat(Tones.likeness(TONE, pcm)).isGreaterThan(0.9);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedPacketsAreDecodedOrMalformed(long seed) throws Exception {
    var random = new Random(seed);
    for (int samples : new int[] {40, 320, 960}) {
      for (byte[] packet : encode(TONE, 1, samples, OpusApplication.OPUS_APPLICATION_AUDIO)) {
        packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
        isMalformed(Arrays.copyOf(packet, 1 + random.nextInt(packet.length)));
      }
    }

    byte[] pcm = decodeAll(encode(TONE, 1, 320, OpusApplication.OPUS_APPLICATION_VOIP));

    assertThat(Tones.likeness(TONE, pcm)).isGreaterThan(0.9);
  }

  private boolean isMalformed(byte[] packet) {
    try {
      int bytes =
          decoder.decode(packet, 0, packet.length, new byte[OpusPacketDecoder.MOST_BYTES], 0);
      assertThat(bytes).isBetween(2, OpusPacketDecoder.MOST_BYTES);
      return false;
    } catch (AudioRejected e) {
      return e.reason() == Reason.MALFORMED;
    }
  }

  private void assertMalformed(byte[] packet) {
    byte[] pcm = new byte[OpusPacketDecoder.MOST_BYTES];
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(packet, 0, packet.length, pcm, 0))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  private byte[] decodeAll(List<byte[]> packets) {
    var all = new ByteArrayOutputStream();
    byte[] pcm = new byte[OpusPacketDecoder.MOST_BYTES + 3];
    for (byte[] packet : packets) {
      byte[] shifted = new byte[packet.length + 5];
      System.arraycopy(packet, 0, shifted, 5, packet.length);
      all.write(pcm, 3, decoder.decode(shifted, 5, packet.length, pcm, 3));
    }
    return all.toByteArray();
  }

  /** Packets of 20 ms frames of one size, several frames a packet (RFC 6716, section 3.2.5). */
  private static List<byte[]> joined(int frames) throws OpusException {
    List<byte[]> single = encode(TONE, 1, 320, OpusApplication.OPUS_APPLICATION_AUDIO);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i + frames <= single.size(); i += frames) {
      var packet = new ByteArrayOutputStream();
      packet.write(single.get(i)[0] | 3);
      packet.write(frames);
      for (byte[] frame : single.subList(i, i + frames)) {
        packet.write(frame, 1, frame.length - 1);
      }
      packets.add(packet.toByteArray());
    }
    return packets;
  }

  private static List<byte[]> encode(
      byte[] pcm, int channels, int samplesAPacket, OpusApplication application)
      throws OpusException {
    var encoder = new OpusEncoder(16_000, channels, application);
    encoder.setBitrate(48_000);
    encoder.setUseVBR(false);
    List<byte[]> packets = new ArrayList<>();
    byte[] packet = new byte[4000];
    short[] samples = shorts(pcm);
    for (int i = 0;
        i + samplesAPacket * channels <= samples.length;
        i += samplesAPacket * channels) {
      int length = encoder.encode(samples, i, samplesAPacket, packet, 0, packet.length);
      packets.add(Arrays.copyOf(packet, length));
    }
    return packets;
  }

  private static byte[] stereo(byte[] left, byte[] right) {
    byte[] both = new byte[left.length * 2];
    for (int i = 0; i < left.length; i += 2) {
      System.arraycopy(left, i, both, 2 * i, 2);
      System.arraycopy(right, i, both, 2 * i + 2, 2);
    }
    return both;
  }

  private static short[] shorts(byte[] pcm) {
    short[] samples = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }
}
