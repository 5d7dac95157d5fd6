package ai.bizcrush.extapi.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.AudioRejected.Reason;
import ai.bizcrush.extapi.media.Tones;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gagravarr.ogg.OggFile;
import org.gagravarr.ogg.OggPacket;
import org.gagravarr.ogg.OggPacketWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams are written by another implementation of Ogg. */
class OggPacketsTests {

  private static final byte[] SIGNATURE = "Wanted".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> received = new ArrayList<>();
  private final List<Integer> firsts = new ArrayList<>();
  private final OggPackets ogg = new OggPackets(SIGNATURE, this::receive);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void packetsOfAnySizeSurviveAnyCuts(long seed) throws IOException {
    List<byte[]> packets = packets(seed, 60, 20_000);

    Cuts.feed(stream(1, packets, packets.size()), seed, ogg::feed);

    assertReceived(packets);
    assertThat(firsts).containsExactly(0);
  }

  @Test
  void packetsThatEndWithASegmentSurviveSingleBytes() throws IOException {
    List<byte[]> packets = new ArrayList<>(List.of(SIGNATURE));
    for (int size : new int[] {0, 1, 254, 255, 256, 510, 65_025, 65_026, 0, 64 * 1024}) {
      packets.add(Tones.noise(size, size));
    }
    byte[] stream = stream(1, packets);

    for (byte b : stream) {
      ogg.feed(new byte[] {b}, 0, 1);
    }

    assertReceived(packets);
  }

  @Test
  void aPacketThatIsTooLargeIsLeftOut() throws IOException {
    List<byte[]> packets = packets(1, 5, 100);
    List<byte[]> withPicture = new ArrayList<>(packets);
    withPicture.add(3, Tones.noise(300_000, 1));

    Cuts.feed(stream(1, withPicture), 1, ogg::feed);

    assertReceived(packets);
  }

  @Test
  void garbageBeforeBetweenAndAfterPagesIsSkipped() throws IOException {
    List<byte[]> packets = packets(2, 40, 3000);
    var dirty = new ByteArrayOutputStream();
    dirty.write(Tones.noise(5000, 1));
    for (byte[] page : pages(stream(1, packets))) {
      dirty.write(page);
      dirty.write("OggOggSOgg".getBytes(StandardCharsets.US_ASCII));
      dirty.write(Tones.noise(300, page.length));
    }

    Cuts.feed(dirty.toByteArray(), 3, ogg::feed);

    assertReceived(packets);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aDamagedPageCostsThePacketsThatItTouchesAndNoOther(long seed) throws IOException {
    List<byte[]> packets = packets(seed, 200, 900);
    List<byte[]> pages = pages(stream(1, packets));
    int damaged = 1 + new Random(seed).nextInt(pages.size() - 3);
    byte[] page = pages.get(damaged);
    page[page.length / 2] ^= 1;

    Cuts.feed(join(pages), seed, ogg::feed);

    assertOnlyAStretchIsMissing(packets, page.length);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aMissingPageCostsThePacketsThatItTouchesAndNoOther(long seed) throws IOException {
    List<byte[]> packets = packets(seed, 200, 900);
    List<byte[]> pages = pages(stream(1, packets));
    byte[] lost = pages.remove(1 + new Random(seed).nextInt(pages.size() - 3));

    Cuts.feed(join(pages), seed, ogg::feed);

    assertOnlyAStretchIsMissing(packets, lost.length);
  }

  @Test
  void streamsThatFollowOneAnotherAreTakenInTurn() throws IOException {
    List<byte[]> one = packets(1, 10, 500);
    List<byte[]> two = packets(2, 10, 500);
    List<byte[]> all = new ArrayList<>(one);
    all.addAll(two);

    Cuts.feed(join(List.of(stream(1, one), stream(1, two))), 4, ogg::feed);

    assertReceived(all);
    assertThat(firsts).containsExactly(0, one.size());
  }

  @Test
  void streamsOfAnotherKindInBetweenAreIgnored() throws IOException {
    List<byte[]> wanted = packets(1, 60, 900);
    List<byte[]> other = packets(2, 60, 900);
    other.set(0, "Another".getBytes(StandardCharsets.US_ASCII));
    List<byte[]> mixed = new ArrayList<>();
    List<byte[]> left = pages(stream(1, wanted));
    List<byte[]> right = pages(stream(2, other));
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      if (i < right.size()) {
        mixed.add(right.get(i));
      }
      if (i < left.size()) {
        mixed.add(left.get(i));
      }
    }

    Cuts.feed(join(mixed), 5, ogg::feed);

    assertReceived(wanted);
  }

  @Test
  void withoutOggThereIsNothing() {
    Cuts.feed(Tones.noise(2_000_000, 6), 6, ogg::feed);

    assertThat(received).isEmpty();
  }

  @Test
  void aFloodOfFalsePagesIsMalformed() {
    byte[] header = new byte[27 + 255];
    Arrays.fill(header, (byte) 255);
    System.arraycopy("OggS".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 4);
    header[4] = 0;
    header[5] = 0;
    byte[] flood = new byte[header.length * 2000];
    for (int i = 0; i < flood.length; i += header.length) {
      System.arraycopy(header, 0, flood, i, header.length);
    }

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> ogg.feed(flood, 0, flood.length))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  private void receive(byte[] bytes, int offset, int length, boolean first) {
    if (first) {
      firsts.add(received.size());
    }
    received.add(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  private void assertReceived(List<byte[]> packets) {
    assertThat(fingerprints(received)).isEqualTo(fingerprints(packets));
  }

  private void assertOnlyAStretchIsMissing(List<byte[]> packets, int lostBytes) {
    int before = 0;
    while (Arrays.equals(received.get(before), packets.get(before))) {
      before++;
    }
    int missing = packets.size() - received.size();
    int missingBytes = 0;
    for (int i = before; i < before + missing; i++) {
      missingBytes += packets.get(i).length;
    }
    assertThat(fingerprints(received.subList(before, received.size())))
        .isEqualTo(fingerprints(packets.subList(before + missing, packets.size())));
    assertThat(missing).isPositive();
    assertThat(missingBytes).isLessThan(lostBytes + 2 * 900);
  }

  private static List<String> fingerprints(List<byte[]> packets) {
    return packets.stream().map(it -> it.length + ":" + Arrays.hashCode(it)).toList();
  }

  private static List<byte[]> packets(long seed, int count, int largest) {
    var random = new Random(seed);
    List<byte[]> packets = new ArrayList<>(List.of(SIGNATURE));
    for (int i = 1; i < count; i++) {
      byte[] packet = new byte[random.nextInt(largest)];
      random.nextBytes(packet);
      packets.add(packet);
    }
    return packets;
  }

  private static byte[] stream(int serial, List<byte[]> packets) throws IOException {
    return stream(serial, packets, 7);
  }

  /** Each page is as full as can be, but for a new one after every so many packets. */
  private static byte[] stream(int serial, List<byte[]> packets, int packetsAPage)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var file = new OggFile(bytes)) {
      OggPacketWriter writer = file.getPacketWriter(serial);
      for (int i = 0; i < packets.size(); i++) {
        writer.bufferPacket(new OggPacket(packets.get(i)), i % packetsAPage == 0);
      }
      writer.close();
    }
    return bytes.toByteArray();
  }

  private static List<byte[]> pages(byte[] stream) {
    List<byte[]> pages = new ArrayList<>();
    var page = new OggPage();
    int at = 0;
    while (at < stream.length) {
      int size = page.wrap(stream, at, stream.length);
      pages.add(Arrays.copyOfRange(stream, at, at + size));
      at += size;
    }
    return pages;
  }

  private static byte[] join(List<byte[]> parts) throws IOException {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.write(part);
    }
    return joined.toByteArray();
  }
}
