package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;

/** A block of WebM: the number of its track, and one or, laced, several packets. */
final class WebmBlock {

  /** The time stamp and the flags. */
  private static final int REST_OF_HEADER = 3;

  private static final int LACING = 6;
  private static final int XIPH = 2;
  private static final int FIXED = 4;

  private final byte[] bytes;
  private final int end;
  private int at;

  private WebmBlock(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /**
   * Hands on the packets of a block, if it belongs to the track.
   *
   * @throws AudioRejected malformed
   */
  static void split(byte[] bytes, int offset, int length, long track, OpusStream packets) {
    var block = new WebmBlock(bytes, offset, length);
    if (block.number() == track) {
      block.split(packets);
    }
  }

  private void split(OpusStream packets) {
    at += REST_OF_HEADER;
    if (at >= end) {
      throw malformed();
    }
    int lacing = bytes[at - 1] & LACING;
    if (lacing == 0) {
      packets.packet(bytes, at, end - at);
      return;
    }
    int[] sizes = sizes(lacing);
    for (int size : sizes) {
      packets.packet(bytes, at, size);
      at += size;
    }
  }

  private int[] sizes(int lacing) {
    int[] sizes = new int[octet() + 1];
    int last = sizes.length - 1;
    int sum = 0;
    for (int i = 0; i < last; i++) {
      sizes[i] =
          switch (lacing) {
            case XIPH -> xiph();
            case FIXED -> (end - at) / sizes.length;
            default -> i == 0 ? size(number()) : size(sizes[i - 1] + difference());
          };
      sum += sizes[i];
    }
    sizes[last] = end - at - sum;
    if (sizes[last] < 0 || (lacing == FIXED && sizes[last] != sizes[0])) {
      throw malformed();
    }
    return sizes;
  }

  private int xiph() {
    int size = 0;
    int next;
    do {
      next = octet();
      size += next;
    } while (next == 255);
    return size;
  }

  /** A number that is stored with half of its range added. */
  private long difference() {
    int before = at;
    long value = number();
    if (value == WebmNumber.UNKNOWN) {
      throw malformed();
    }
    return value - ((1L << 7 * (at - before) - 1) - 1);
  }

  private long number() {
    long value = WebmNumber.read(bytes, at, end);
    at += WebmNumber.length(bytes[at]);
    return value;
  }

  private int octet() {
    if (at >= end) {
      throw malformed();
    }
    return bytes[at++] & 0xff;
  }

  private int size(long size) {
    if (size < 0 || size > end - at) {
      throw malformed();
    }
    return (int) size;
  }

  private static AudioRejected malformed() {
    return new AudioRejected(AudioRejected.Reason.MALFORMED);
  }
}
