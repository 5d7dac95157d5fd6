package ai.bizcrush.extapi.media.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Packets that wait, one behind the other in one array, each behind its length. */
final class PacketQueue {

  private static final byte[] NOTHING = {};
  private static final int FIRST_SIZE = 1024;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = NOTHING;
  private int first;
  private int end;

  boolean isEmpty() {
    return first == end;
  }

  void add(byte[] packet, int offset, int length) {
    int needed = end + Integer.BYTES + length;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(FIRST_SIZE, Math.max(needed, 2 * bytes.length)));
    }
    INT.set(bytes, end, length);
    System.arraycopy(packet, offset, bytes, end + Integer.BYTES, length);
    end = needed;
  }

  /** How many bytes the first packet has. */
  int next() {
    return (int) INT.get(bytes, first);
  }

  /** Where the first packet is. */
  byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes} the first packet begins. */
  int offset() {
    return first + Integer.BYTES;
  }

  /** Removes the first packet; the memory goes with the last one. */
  void remove() {
    first += Integer.BYTES + next();
    if (first == end) {
      bytes = NOTHING;
      first = 0;
      end = 0;
    }
  }
}
