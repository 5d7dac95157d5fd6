package ai.bizcrush.extapi.media.live;

/** The checksum of Ogg pages: CRC-32 with polynomial 04c11db7, not reflected, from zero. */
final class OggCrc {

  private static final int POLYNOMIAL = 0x04c11db7;
  private static final int[] TABLE = table();

  private OggCrc() {}

  /** The checksum so far, continued over {@code length} more bytes. */
  static int update(int crc, byte[] bytes, int offset, int length) {
    int result = crc;
    for (int i = offset; i < offset + length; i++) {
      result = (result << 8) ^ TABLE[(result >>> 24) ^ (bytes[i] & 0xff)];
    }
    return result;
  }

  /** The checksum so far, continued over as many zero bytes. */
  static int updateZeros(int crc, int count) {
    int result = crc;
    for (int i = 0; i < count; i++) {
      result = (result << 8) ^ TABLE[result >>> 24];
    }
    return result;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        value = value < 0 ? (value << 1) ^ POLYNOMIAL : value << 1;
      }
      table[i] = value;
    }
    return table;
  }
}
