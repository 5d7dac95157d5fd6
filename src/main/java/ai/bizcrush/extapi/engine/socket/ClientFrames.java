package ai.bizcrush.extapi.engine.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes a client's frame (RFC 6455, 5.2) into one pooled buffer: header, key and masked payload in
 * one pass. For one thread.
 */
final class ClientFrames {

  static final int TEXT = 1;
  static final int BINARY = 2;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int LONGEST_HEADER = 14;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final MaskKeys keys = new MaskKeys();

  ByteBuf frame(ByteBufAllocator allocator, int opcode, byte[] payload, int offset, int length) {
    ByteBuf frame = allocator.ioBuffer(LONGEST_HEADER + length);
    frame.writeByte(FINAL | opcode);
    if (length < SHORT_LENGTH) {
      frame.writeByte(MASKED | length);
    } else if (length <= 0xFFFF) {
      frame.writeByte(MASKED | SHORT_LENGTH).writeShort(length);
    } else {
      frame.writeByte(MASKED | LONG_LENGTH).writeLong(length);
    }
    int key = keys.next();
    frame.writeInt(key);
    mask(payload, offset, length, Integer.reverseBytes(key), frame);
    return frame;
  }

  private static void mask(byte[] payload, int offset, int length, int key, ByteBuf frame) {
    long wide = Integer.toUnsignedLong(key) | (long) key << Integer.SIZE;
    int to = frame.writerIndex();
    int end = offset + length;
    int i = offset;
    for (; i <= end - Long.BYTES; i += Long.BYTES, to += Long.BYTES) {
      frame.setLongLE(to, (long) LONGS.get(payload, i) ^ wide);
    }
    for (; i < end; i++, to++) {
      frame.setByte(to, payload[i] ^ (byte) wide);
      wide >>>= Byte.SIZE;
    }
    frame.writerIndex(to);
  }
}
