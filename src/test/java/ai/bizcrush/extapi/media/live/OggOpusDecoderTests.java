package ai.bizcrush.extapi.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.AudioRejected.Reason;
import ai.bizcrush.extapi.media.RealMedia;
import ai.bizcrush.extapi.media.Tones;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import org.gagravarr.ogg.OggFile;
import org.gagravarr.ogg.OggPacket;
import org.gagravarr.ogg.OggPacketWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams are encoded by ffmpeg. */
class OggOpusDecoderTests {

  private static final Duration LENGTH = Duration.ofSeconds(3);
  private static final byte[] TONE = Tones.glide(LENGTH);
  private static final int ONE_PACKET = 640;

  @TempDir Path folder;

  private final ByteArrayOutputStream pcm = new ByteArrayOutputStream();
  private final OggOpusDecoder decoder = new OggOpusDecoder(pcm::write);

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "-c:a libopus",
        "-c:a libopus -application voip -b:a 16k",
        "-c:a libopus -ac 2 -ar 48000",
        "-c:a libopus -frame_duration 60",
        "-c:a libopus -frame_duration 2.5 -application lowdelay"
      })
  void theSoundComesOutInTimeAndWithoutTheEncodersLeadIn(String arguments) throws Exception {
    decode(make(arguments));

    assertThat(pcm.size()).isBetween(TONE.length, TONE.length + 3 * ONE_PACKET);
    assertThat(Tones.likeness(TONE, pcm.toByteArray(), 4)).isGreaterThan(0.9);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void cutsMakeNoDifference(long seed) throws Exception {
    byte[] stream = make("-c:a libopus");
    decode(stream);
    var whole = pcm.toByteArray();
    var cut = new ByteArrayOutputStream();

    Cuts.feed(stream, seed, Cuts.all(new OggOpusDecoder(cut::write)));

    assertThat(cut.toByteArray()).isEqualTo(whole);
  }

  @Test
  void streamsThatFollowOneAnotherAreOneSound() throws Exception {
    byte[] stream = make("-c:a libopus");
    decode(stream);
    byte[] once = pcm.toByteArray();

    decode(stream);

    assertThat(pcm.toByteArray()).startsWith(once).endsWith(once).hasSize(2 * once.length);
  }

  @Test
  void tagsMayBeLargerThanAnyPacket() throws Exception {
    decode(make("-c:a libopus -metadata comment=" + "x".repeat(100_000)));

    assertThat(Tones.likeness(TONE, pcm.toByteArray(), 4)).isGreaterThan(0.9);
  }

  @Test
  void surroundIsNotSupported() throws Exception {
    byte[] stream = make("-c:a libopus -ac 6 -ar 48000");

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decode(stream))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
  }

  @Test
  void theGainOfTheHeaderIsApplied() throws Exception {
    byte[] head = head();
    // 6 dB down
    head[16] = 0;
    head[17] = (byte) -6;
    decode(make("-c:a libopus"));
    double loudness = Tones.loudness(pcm.toByteArray());
    pcm.reset();

    decode(rewritten(make("-c:a libopus"), head));

    assertThat(Tones.loudness(pcm.toByteArray()) / loudness).isBetween(0.47, 0.53);
  }

  @Test
  void aHeaderThatIsCutOffIsMalformed() throws Exception {
    byte[] stream = stream("OpusHead\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1));

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decode(stream))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void aPacketThatIsNotOpusIsMalformed() throws Exception {
    byte[] stream = stream(head(), new byte[0]);

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decode(stream))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void whatCameBeforeSomethingMalformedIsHeard() {
    byte[] dense = DenseOpus.ogg(60_000);
    byte[] malformed = DenseOpus.emptyPacket(60_000);
    byte[] stream = WebmScript.join(dense, malformed);
    decoder.feed(stream, 0, stream.length);
    int first = pcm.size();

    assertThatExceptionOfType(AudioRejected.class).isThrownBy(() -> Cuts.rest(decoder));

    assertThat(first).isLessThan(60_000 * 32);
    assertThat(pcm.size()).isGreaterThanOrEqualTo(60_000 * 32);
  }

  private void decode(byte[] stream) {
    Cuts.all(decoder).feed(stream, 0, stream.length);
  }

  private byte[] make(String arguments) throws Exception {
    return Files.readAllBytes(RealMedia.make(folder.resolve("a.ogg"), TONE, arguments.split(" ")));
  }

  private static byte[] head() {
    byte[] head = new byte[19];
    System.arraycopy(OpusHead.signature(), 0, head, 0, 8);
    head[8] = 1;
    head[9] = 1;
    return head;
  }

  /** The same packets behind another header. */
  private static byte[] rewritten(byte[] stream, byte[] head) throws Exception {
    var packets = new ArrayList<byte[]>();
    new OggPackets(
            OpusHead.signature(),
            (bytes, offset, length, first) ->
                packets.add(first ? head : Arrays.copyOfRange(bytes, offset, offset + length)))
        .feed(stream, 0, stream.length);
    return stream(packets.toArray(byte[][]::new));
  }

  private static byte[] stream(byte[]... packets) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var file = new OggFile(bytes)) {
      OggPacketWriter writer = file.getPacketWriter(1);
      for (int i = 0; i < packets.length; i++) {
        writer.bufferPacket(new OggPacket(packets[i]), i == 0);
      }
      writer.close();
    }
    return bytes.toByteArray();
  }
}
