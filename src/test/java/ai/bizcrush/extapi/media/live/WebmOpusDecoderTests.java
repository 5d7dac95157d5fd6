package ai.bizcrush.extapi.media.live;

import static ai.bizcrush.extapi.media.live.WebmElements.BLOCK;
import static ai.bizcrush.extapi.media.live.WebmElements.BLOCK_GROUP;
import static ai.bizcrush.extapi.media.live.WebmElements.CLUSTER;
import static ai.bizcrush.extapi.media.live.WebmElements.CONTENT_ENCODINGS;
import static ai.bizcrush.extapi.media.live.WebmElements.SIMPLE_BLOCK;
import static ai.bizcrush.extapi.media.live.WebmScript.UNKNOWN;
import static ai.bizcrush.extapi.media.live.WebmScript.blockOf;
import static ai.bizcrush.extapi.media.live.WebmScript.elementOf;
import static ai.bizcrush.extapi.media.live.WebmScript.join;
import static ai.bizcrush.extapi.media.live.WebmScript.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.AudioRejected.Reason;
import ai.bizcrush.extapi.media.RealMedia;
import ai.bizcrush.extapi.media.Tones;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound is encoded by ffmpeg, which also writes whole files; the rest is written by hand. */
class WebmOpusDecoderTests {

  private static final byte[] TONE = Tones.glide(Duration.ofSeconds(2));
  private static final int ONE_PACKET = 640;

  @TempDir private static Path folder;
  private static byte[] head;
  private static List<byte[]> packets;
  private static byte[] expected;

  @BeforeAll
  static void encode() throws Exception {
    byte[] ogg =
        Files.readAllBytes(RealMedia.make(folder.resolve("a.ogg"), TONE, "-c:a", "libopus"));
    List<byte[]> all = WebmScript.packetsOf(ogg);
    head = all.getFirst();
    packets = all.subList(1, all.size());
    var pcm = new ByteArrayOutputStream();
    Cuts.all(new OggOpusDecoder(pcm::write)).feed(ogg, 0, ogg.length);
    expected = pcm.toByteArray();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "a.webm, -c:a libopus",
    "b.webm, -c:a libopus -ac 2 -ar 48000",
    "c.webm, -c:a libopus -frame_duration 60",
    "d.webm, -c:a libopus -cluster_time_limit 100",
    "e.mkv, -c:a libopus",
    "f.mkv, -live 1 -c:a libopus -cluster_size_limit 400",
    "g.mkv, -write_crc32 1 -c:a libopus -metadata comment=hello",
    "h.mkv, -f lavfi -i testsrc=d=2:r=5 -map 1:v -map 0:a -c:v mpeg4 -c:a libopus"
  })
  void filesOfAnotherWriterAreDecoded(String name, String arguments) throws Exception {
    byte[] file =
        Files.readAllBytes(RealMedia.make(folder.resolve(name), TONE, arguments.split(" ")));

    byte[] pcm = decode(file);

    assertThat(pcm.length).isBetween(TONE.length, TONE.length + 3 * ONE_PACKET);
    assertThat(Tones.likeness(TONE, pcm, 4)).isGreaterThan(0.9);
  }

  @Test
  void aRecordingWithoutKnownSizesIsDecodedAsItsPacketsAre() {
    assertThat(decode(WebmScript.live(head, packets))).isEqualTo(expected);
  }

  @Test
  void soundComesOutAsSoonAsItsBlockIsComplete() {
    byte[] recording = WebmScript.live(head, packets.subList(0, 3));
    var pcm = new ByteArrayOutputStream();
    Cuts.Feed decoder = Cuts.all(new WebmOpusDecoder(pcm::write));

    decoder.feed(recording, 0, recording.length - 1);
    int before = pcm.size();
    decoder.feed(recording, recording.length - 1, 1);

    assertThat(pcm.size() - before).isEqualTo(ONE_PACKET);
  }

  @Test
  void aCutMakesNoDifferenceWhereverItIs() {
    byte[] recording = WebmScript.live(head, packets.subList(0, 4));
    byte[] whole = decode(recording);

    for (int cut = 1; cut < recording.length; cut++) {
      var pcm = new ByteArrayOutputStream();
      Cuts.Feed decoder = Cuts.all(new WebmOpusDecoder(pcm::write));
      decoder.feed(recording, 0, cut);
      decoder.feed(recording, cut, recording.length - cut);
      assertThat(pcm.toByteArray()).as("cut at %s", cut).isEqualTo(whole);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void manyCutsMakeNoDifference(long seed) {
    var pcm = new ByteArrayOutputStream();

    Cuts.feed(WebmScript.live(head, packets), seed, Cuts.all(new WebmOpusDecoder(pcm::write)));

    assertThat(pcm.toByteArray()).isEqualTo(expected);
  }

  @Test
  void singleBytesMakeNoDifference() {
    var pcm = new ByteArrayOutputStream();
    Cuts.Feed decoder = Cuts.all(new WebmOpusDecoder(pcm::write));

    for (byte b : WebmScript.live(head, packets)) {
      decoder.feed(new byte[] {b}, 0, 1);
    }

    assertThat(pcm.toByteArray()).isEqualTo(expected);
  }

  @Test
  void recordingsThatFollowOneAnotherAreOneSound() {
    byte[] recording = WebmScript.live(head, packets);

    assertThat(decode(join(recording, recording))).isEqualTo(join(expected, expected));
  }

  @Test
  void whatIsNotSoundIsSkippedWhateverItsSize() {
    byte[] empty = new byte[200_000];
    var script =
        new WebmScript()
            .head()
            .element(0xec, empty)
            .tracks(track(2, "V_VP8", new byte[0]), track(1, "A_OPUS", head))
            .element(0x1254c367, new byte[90_000])
            .open(CLUSTER, UNKNOWN);
    for (byte[] packet : packets) {
      script.element(0xec, new byte[3]).block(2, new byte[1000]).block(2, empty).block(1, packet);
      script.element(0xbf, new byte[4]).element(0x1c53bb6b, new byte[0]);
    }

    assertThat(decode(script.bytes())).isEqualTo(expected);
  }

  @Test
  void theFirstOpusTrackIsHeard() {
    var script =
        new WebmScript()
            .head()
            .tracks(
                track(1, "A_VORBIS", new byte[9]),
                track(3, "A_OPUS", head),
                track(2, "A_OPUS", head))
            .open(CLUSTER, UNKNOWN);
    packets.forEach(packet -> script.block(1, packet).block(2, packet).block(3, packet));

    assertThat(decode(script.bytes())).isEqualTo(expected);
  }

  @Test
  void blocksMayComeInGroups() {
    var script = opened();
    for (byte[] packet : packets) {
      byte[] block = elementOf(BLOCK, blockOf(1, 0, packet));
      script.element(BLOCK_GROUP, join(block, WebmScript.element(0x75a2, 1, 2)));
    }

    assertThat(decode(script.bytes())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 50})
  void packetsMayBeLaced(int together) {
    var xiph = opened();
    var ebml = opened();
    for (int i = 0; i < packets.size(); i += together) {
      var laced = packets.subList(i, Math.min(packets.size(), i + together));
      xiph.element(
          SIMPLE_BLOCK, blockOf(1, 2, xiphSizes(laced), join(laced.toArray(byte[][]::new))));
      ebml.element(BLOCK, blockOf(1, 6, ebmlSizes(laced), join(laced.toArray(byte[][]::new))));
    }

    assertThat(decode(xiph.bytes())).isEqualTo(expected);
    assertThat(decode(ebml.bytes())).isEqualTo(expected);
  }

  @Test
  void packetsOfOneSizeMayBeLaced() {
    byte[] packet = packets.get(5);
    var laced =
        opened()
            .element(SIMPLE_BLOCK, blockOf(1, 4, new byte[] {2}, packet, packet, packet))
            .bytes();
    var single = opened().block(1, packet).block(1, packet).block(1, packet).bytes();

    assertThat(decode(laced)).isEqualTo(decode(single));
  }

  @Test
  void theGainOfTheHeaderIsApplied() {
    byte[] quiet = head.clone();
    // 6 dB down
    quiet[16] = 0;
    quiet[17] = (byte) -6;

    double ratio =
        Tones.loudness(decode(WebmScript.live(quiet, packets))) / Tones.loudness(expected);

    assertThat(ratio).isBetween(0.47, 0.53);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A_VORBIS", "A_AAC", "A_PCM/INT/LIT", "V_VP9", "a_opus", ""})
  void anotherCodecIsNotSupported(String codec) {
    var script = new WebmScript().head().tracks(track(1, codec, head)).open(CLUSTER, UNKNOWN);

    assertRejected(script, Reason.UNSUPPORTED);
  }

  @Test
  void aRecordingWithoutTracksIsNotSupported() {
    assertRejected(new WebmScript().head().open(CLUSTER, UNKNOWN), Reason.UNSUPPORTED);
  }

  @Test
  void anEncryptedTrackIsNotSupported() {
    byte[] encodings = elementOf(CONTENT_ENCODINGS, WebmScript.element(0x6240, 1));
    var script =
        new WebmScript().head().tracks(track(1, "A_OPUS", head, encodings)).open(CLUSTER, UNKNOWN);

    assertRejected(script, Reason.UNSUPPORTED);
  }

  @Test
  void surroundIsNotSupported() {
    byte[] surround = head.clone();
    surround[9] = 6;
    surround[18] = 1;

    assertRejected(new WebmScript().raw(WebmScript.live(surround, packets)), Reason.UNSUPPORTED);
  }

  @Test
  void aTrackWithoutItsHeaderIsMalformed() {
    for (byte[] bad : new byte[][] {{}, new byte[19], Arrays.copyOf(head, 18)}) {
      assertRejected(new WebmScript().raw(WebmScript.live(bad, packets)), Reason.MALFORMED);
    }
  }

  @Test
  void whatIsNoElementIsMalformed() {
    assertRejected(new WebmScript().raw(new byte[] {0}), Reason.MALFORMED);
    assertRejected(new WebmScript().raw(new byte[] {0x0f}), Reason.MALFORMED);
    assertRejected(opened().raw(new byte[] {(byte) 0xa3, 0}), Reason.MALFORMED);
    assertRejected(opened().open(SIMPLE_BLOCK, UNKNOWN), Reason.MALFORMED);
    assertRejected(opened().open(0xec, UNKNOWN), Reason.MALFORMED);
  }

  @Test
  void aBlockWithoutSenseIsMalformed() {
    byte[] packet = packets.get(3);
    byte[][] blocks = {
      {0},
      {(byte) 0x81},
      {(byte) 0x81, 0, 0, 0},
      {0x41},
      blockOf(1, 0, new byte[] {(byte) 0xff}),
      blockOf(1, 2),
      blockOf(1, 2, new byte[] {1, (byte) 255}, packet),
      blockOf(1, 2, new byte[] {1, (byte) 254}, new byte[9]),
      blockOf(1, 4, new byte[] {1}, new byte[9]),
      blockOf(1, 6, new byte[] {2, (byte) 0xff}, packet),
      blockOf(1, 6, new byte[] {2, (byte) 0x85, (byte) 0xff}, packet),
      blockOf(1, 6, new byte[] {2, (byte) 0x85, (byte) 0x80}, packet),
      blockOf(1, 6, new byte[] {2, 0x40}, new byte[0]),
    };
    for (byte[] block : blocks) {
      assertRejected(opened().element(SIMPLE_BLOCK, block), Reason.MALFORMED);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void damageIsDecodedOrRejectedAndNothingElse(long seed) {
    byte[] recording = WebmScript.live(head, packets.subList(0, 20));
    var random = new Random(seed);
    int rejected = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = recording.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        Cuts.feed(damaged, seed + i, Cuts.all(new WebmOpusDecoder((_, _, _) -> {})));
      } catch (AudioRejected e) {
        rejected++;
      }
    }

    assertThat(rejected).isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void anythingBehindTheFirstBytesIsDecodedOrRejected(long seed) {
    byte[] begin = opened().bytes();
    for (int i = 0; i < 300; i++) {
      byte[] stream = join(begin, Tones.noise(400, seed * 1000 + i));
      try {
        decode(stream);
      } catch (AudioRejected e) {
        assertThat(e.reason()).isIn(Reason.MALFORMED, Reason.UNSUPPORTED);
      }
    }
  }

  private static WebmScript opened() {
    return new WebmScript().head().tracks(track(1, "A_OPUS", head)).open(CLUSTER, UNKNOWN);
  }

  private static byte[] decode(byte[] stream) {
    var pcm = new ByteArrayOutputStream();
    Cuts.all(new WebmOpusDecoder(pcm::write)).feed(stream, 0, stream.length);
    return pcm.toByteArray();
  }

  private static void assertRejected(WebmScript script, Reason reason) {
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decode(script.bytes()))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static byte[] xiphSizes(List<byte[]> laced) {
    var sizes = new ByteArrayOutputStream();
    sizes.write(laced.size() - 1);
    for (byte[] packet : laced.subList(0, laced.size() - 1)) {
      for (int rest = packet.length; rest >= 0; rest -= 255) {
        sizes.write(Math.min(rest, 255));
      }
    }
    return sizes.toByteArray();
  }

  private static byte[] ebmlSizes(List<byte[]> laced) {
    var sizes = new ByteArrayOutputStream();
    sizes.write(laced.size() - 1);
    for (int i = 0; i < laced.size() - 1; i++) {
      int size = laced.get(i).length;
      // a difference is stored with half of the range of two bytes added
      sizes.writeBytes(
          WebmScript.size(i == 0 ? size : size - laced.get(i - 1).length + (1 << 13) - 1, 2));
    }
    return sizes.toByteArray();
  }
}
