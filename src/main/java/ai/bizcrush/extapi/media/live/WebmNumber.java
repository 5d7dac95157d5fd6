package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;

/** Numbers of one to eight bytes that say themselves how long they are (RFC 8794, section 4). */
final class WebmNumber {

  /** What a size is that its writer did not know: all bits set. */
  static final long UNKNOWN = -1;

  private WebmNumber() {}

  /** How many bytes the number has that begins so; 9 when none does. */
  static int length(byte first) {
    return Integer.numberOfLeadingZeros(first & 0xff) - (Integer.SIZE - Byte.SIZE) + 1;
  }

  /**
   * The number at {@code offset}.
   *
   * @throws AudioRejected malformed: none begins there, or it ends after {@code end}
   */
  static long read(byte[] bytes, int offset, int end) {
    int length = offset < end ? length(bytes[offset]) : Integer.MAX_VALUE;
    if (length > Long.BYTES || length > end - offset) {
      throw new AudioRejected(AudioRejected.Reason.MALFORMED);
    }
    long mask = (1L << 7 * length) - 1;
    long value = whole(bytes, offset, length) & mask;
    return value == mask ? UNKNOWN : value;
  }

  /** Bytes as they are, the highest first. */
  static long whole(byte[] bytes, int offset, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << Byte.SIZE | bytes[offset + i] & 0xff;
    }
    return value;
  }
}
