package ai.bizcrush.extapi.media.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Streams of as much Opus in as few bytes as their formats allow: packets of one byte. */
public final class DenseOpus {

  /** Silence of 120 ms: two frames of 60 ms without content. */
  public static final byte PACKET = 3 << 3 | 1;

  public static final int PACKET_MS = 120;

  private static final int PACKETS_A_PAGE = 255;
  private static final int PACKETS_A_BLOCK = 256;
  private static final int FIXED_LACING = 4;
  private static final byte[] HEAD = head();

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
  static byte[] emptyPacket(int milliseconds) {
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

  private static byte[] head() {
    byte[] head = Arrays.copyOf(OpusHead.signature(), 19);
    head[8] = 1;
    head[9] = 1;
    return head;
  }

  private static byte[] bytes(int count, byte value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, value);
    return bytes;
  }
}
