package ai.bizcrush.extapi.transcription.live.wire;

/** Finds the content of a protobuf message that is one length-delimited field, without a copy. */
final class Payload {

  private static final int LONGEST_LENGTH = 4;

  private Payload() {}

  /**
   * Where the content of the field begins, if its tag, one byte, is followed by its length and by
   * exactly as many bytes; else -1. A length written with more bytes than it needs is none.
   */
  static int start(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset + 1;
    int size = 0;
    for (int i = 0; i < LONGEST_LENGTH && at < end; i++) {
      byte next = bytes[at++];
      size |= (next & 0x7f) << 7 * i;
      if (next >= 0) {
        boolean shortest = next > 0 || i == 0;
        return shortest && size == end - at ? at : -1;
      }
    }
    return -1;
  }
}
