package ai.bizcrush.extapi.provider.vosk;

import java.util.Arrays;

/** The last partial reply: most of them are the same again, and need no reading. */
final class RepeatedReply {

  private static final int LARGEST = 16 * 1024;

  private byte[] reply = new byte[128];
  private int size;

  /** Whether this is the reply that was kept. */
  boolean is(byte[] buffer, int offset, int length) {
    return length > 0 && Arrays.equals(reply, 0, size, buffer, offset, offset + length);
  }

  /** Keeps a copy; of an empty one nothing. */
  void keep(byte[] buffer, int offset, int length) {
    size = length > LARGEST ? 0 : length;
    if (reply.length < size) {
      reply = new byte[Math.min(LARGEST, 2 * size)];
    }
    System.arraycopy(buffer, offset, reply, 0, size);
  }
}
