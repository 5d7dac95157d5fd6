package ai.bizcrush.extapi.media.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes WebM element by element, as a browser's recorder does or as none ever would. */
public final class WebmScript {

  static final long UNKNOWN = -1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A recording as Chromium's recorder streams it: no size is known but those of its blocks. */
  public static byte[] live(byte[] head, List<byte[]> packets) {
    var script = new WebmScript().head().element(0x1549a966, element(0x2ad7b1, 0x0f, 0x42, 0x40));
    script.tracks(track(1, "A_OPUS", head)).open(WebmElements.CLUSTER, UNKNOWN).time(0);
    for (int i = 0; i < packets.size(); i++) {
      if (i > 0 && i % 7 == 0) {
        script.open(WebmElements.CLUSTER, UNKNOWN).time(i * 20);
      }
      script.block(1, packets.get(i));
    }
    return script.bytes();
  }

  /** The header and the packets of a stream in Ogg, the comment left out. */
  public static List<byte[]> packetsOf(byte[] ogg) {
    List<byte[]> packets = new ArrayList<>();
    new OggPackets(
            OpusHead.signature(),
            (bytes, offset, length, _) ->
                packets.add(Arrays.copyOfRange(bytes, offset, offset + length)))
        .feed(ogg, 0, ogg.length);
    packets.remove(1);
    return packets;
  }

  WebmScript head() {
    return element(WebmElements.EBML, elementOf(0x4282, "webm".getBytes(StandardCharsets.US_ASCII)))
        .open(WebmElements.SEGMENT, UNKNOWN);
  }

  WebmScript tracks(byte[]... entries) {
    return element(WebmElements.TRACKS, join(entries));
  }

  WebmScript time(int millis) {
    return element(0xe7, ByteBuffer.allocate(4).putInt(millis).array());
  }

  WebmScript block(int track, byte[] packet) {
    return element(WebmElements.SIMPLE_BLOCK, blockOf(track, 0, packet));
  }

  WebmScript element(int id, byte[] content) {
    out.writeBytes(WebmScript.elementOf(id, content));
    return this;
  }

  /** Begins an element whose content follows. */
  WebmScript open(int id, long size) {
    out.writeBytes(id(id));
    out.writeBytes(size(size, 8));
    return this;
  }

  WebmScript raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  static byte[] track(int number, String codec, byte[] codecPrivate, byte[]... more) {
    return elementOf(
        WebmElements.TRACK_ENTRY,
        join(
            element(WebmElements.TRACK_NUMBER, number),
            elementOf(WebmElements.CODEC_ID, codec.getBytes(StandardCharsets.US_ASCII)),
            elementOf(WebmElements.CODEC_PRIVATE, codecPrivate),
            join(more)));
  }

  /** The content of a block; {@code lacing} are the bits of its flags. */
  static byte[] blockOf(int track, int lacing, byte[]... content) {
    return join(new byte[] {(byte) (0x80 | track), 0, 0, (byte) lacing}, join(content));
  }

  static byte[] element(int id, int... content) {
    byte[] bytes = new byte[content.length];
    for (int i = 0; i < content.length; i++) {
      bytes[i] = (byte) content[i];
    }
    return elementOf(id, bytes);
  }

  static byte[] elementOf(int id, byte[] content) {
    return join(id(id), size(content.length, content.length < 127 ? 1 : 4), content);
  }

  static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** A number in so many bytes; unknown is all ones. */
  static byte[] size(long size, int length) {
    long marked = (size & (1L << 7 * length) - 1) | 1L << 7 * length;
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(marked).array();
    return Arrays.copyOfRange(bytes, Long.BYTES - length, Long.BYTES);
  }

  private static byte[] id(int id) {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
    return Arrays.copyOfRange(bytes, Integer.numberOfLeadingZeros(id) / 8, Integer.BYTES);
  }
}
