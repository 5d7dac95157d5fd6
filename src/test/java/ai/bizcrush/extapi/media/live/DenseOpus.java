package ai.bizcrush.extapi.media.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** Streams of as much Opus in as few bytes as their formats allow: packets of one byte. */
public final class DenseOpus {

  /** Silence of 120 ms: two frames of 60 ms without content. */
  public static final byte PACKET = 3 << 3 | 1;

  public static final int PACKET_MS = 120;

  private static final int PACKETS_A_PAGE = 255;
  private static final int PACKETS_A_BLOCK = 256;
  private static final int FIXED_LACING = 4;
  private static final byte[] HEAD = head(0);

  /** Of all a stream can skip, 65535 samples at 48 kHz, the whole packets. */
  private static final int SKIPPED_PACKETS = 0xffff / 48 / PACKET_MS;

  private DenseOpus() {}

  /** At least so much audio in Ogg, two bytes a packet. */
  public static byte[] ogg(int milliseconds) {
    var stream = new ByteArrayOutputStream();
    stream.writeBytes(page(2, 0, new byte[] {(byte) HEAD.length}, HEAD));
    byte[] ones = bytes(PACKETS_A_PAGE, (byte) 1);
    byte[] packets = bytes(PACKETS_A_PAGE, PACKET);
    for (int page = 1; page <= pages(milliseconds); page++) {
      stream.writeBytes(page(0, page, ones, packets));
    }
    return stream.toByteArray();
  }

  /** What follows {@link #ogg}: a page with a packet that has no content, as no packet may. */
  public static byte[] emptyPacket(int milliseconds) {
    return page(0, pages(milliseconds) + 1, new byte[1], new byte[0]);
  }

  private static int pages(int milliseconds) {
    return Math.ceilDiv(milliseconds, PACKETS_A_PAGE * PACKET_MS);
  }

  /** At least so much audio in WebM, one byte a packet. */
  public static byte[] webm(int milliseconds) {
    byte[] block = WebmScript.blockOf(1, FIXED_LACING, laced(PACKETS_A_BLOCK));
    var script = new WebmScript().head().tracks(WebmScript.track(1, "A_OPUS", HEAD));
    script.open(WebmElements.CLUSTER, WebmScript.UNKNOWN);
    for (int ms = 0; ms < milliseconds; ms += PACKETS_A_BLOCK * PACKET_MS) {
      script.element(WebmElements.SIMPLE_BLOCK, block);
    }
    return script.bytes();
  }

  /**
   * Streams in Ogg, one behind the other, that skip all they have, at least so much audio; but for
   * the first and the last, which are one packet each.
   */
  public static List<byte[]> skippedOgg(int milliseconds) {
    return skipped(milliseconds, DenseOpus::shortOgg);
  }

  /** As {@link #skippedOgg}, recordings in WebM. */
  public static List<byte[]> skippedWebm(int milliseconds) {
    return skipped(milliseconds, DenseOpus::shortWebm);
  }

  private static List<byte[]> skipped(
      int milliseconds, BiFunction<byte[], Integer, byte[]> stream) {
    byte[] heard = stream.apply(HEAD, 1);
    byte[] skipped = stream.apply(head(0xffff), SKIPPED_PACKETS);
    int count = Math.ceilDiv(milliseconds, SKIPPED_PACKETS * PACKET_MS);
    List<byte[]> streams = new ArrayList<>(Collections.nCopies(count, skipped));
    streams.addFirst(heard);
    streams.addLast(heard);
    return streams;
  }

  private static byte[] shortOgg(byte[] head, int packets) {
    return WebmScript.join(
        page(2, 0, new byte[] {(byte) head.length}, head),
        page(0, 1, bytes(packets, (byte) 1), bytes(packets, PACKET)));
  }

  private static byte[] shortWebm(byte[] head, int packets) {
    return new WebmScript()
        .head()
        .tracks(WebmScript.track(1, "A_OPUS", head))
        .open(WebmElements.CLUSTER, WebmScript.UNKNOWN)
        .element(WebmElements.SIMPLE_BLOCK, WebmScript.blockOf(1, FIXED_LACING, laced(packets)))
        .bytes();
  }

  private static byte[] laced(int packets) {
    byte[] laced = bytes(1 + packets, PACKET);
    laced[0] = (byte) (packets - 1);
    return laced;
  }

  private static byte[] page(int flags, int sequence, byte[] segments, byte[] body) {
    ByteBuffer page =
        ByteBuffer.allocate(OggPage.HEADER + segments.length + body.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {'O', 'g', 'g', 'S', 0, (byte) flags})
            .putLong(0)
            .putInt(1)
            .putInt(sequence)
            .putInt(0)
            .put((byte) segments.length)
            .put(segments)
            .put(body);
    return page.putInt(22, OggCrc.update(0, page.array(), 0, page.capacity())).array();
  }

  private static byte[] head(int preSkip) {
    byte[] head = Arrays.copyOf(OpusHead.signature(), 19);
    head[8] = 1;
    head[9] = 1;
    head[10] = (byte) preSkip;
    head[11] = (byte) (preSkip >> 8);
    return head;
  }

  private static byte[] bytes(int count, byte value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, value);
    return bytes;
  }
}
