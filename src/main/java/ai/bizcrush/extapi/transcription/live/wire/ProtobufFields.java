package ai.bizcrush.extapi.transcription.live.wire;

import com.google.protobuf.WireFormat;

/** Protobuf's fields as proto3 writes them: what has its default value is left out. */
final class ProtobufFields {

  private static final int LONGEST_VARINT = 10;

  private ProtobufFields() {}

  static void text(FrameBuffer out, int field, CharSequence text) {
    int length = text.length();
    if (length > 0) {
      int mark = open(out, field);
      out.reserveFor(text);
      int i = 0;
      while (i < length) {
        i = out.putCharacter(text, i);
      }
      close(out, mark);
    }
  }

  static void flag(FrameBuffer out, int field, boolean flag) {
    if (flag) {
      tag(out, field, WireFormat.WIRETYPE_VARINT);
      out.add(1);
    }
  }

  static void number(FrameBuffer out, int field, long number) {
    if (number != 0) {
      tag(out, field, WireFormat.WIRETYPE_VARINT);
      varint(out, number);
    }
  }

  /** A number from 0 to 1. */
  static void fraction(FrameBuffer out, int field, double fraction) {
    float bounded = fraction > 0 ? (float) Math.min(fraction, 1) : 0;
    if (bounded != 0) {
      int bits = Float.floatToRawIntBits(bounded);
      tag(out, field, WireFormat.WIRETYPE_FIXED32);
      out.reserve(Float.BYTES);
      for (int shift = 0; shift < Float.SIZE; shift += Byte.SIZE) {
        out.put(bits >> shift);
      }
    }
  }

  /**
   * Begins a field with a length.
   *
   * @return the place of the length, for {@link #close}
   */
  static int open(FrameBuffer out, int field) {
    tag(out, field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.add(0);
    return out.length() - 1;
  }

  /** Ends the field: what was written since it was opened is its content. */
  static void close(FrameBuffer out, int mark) {
    int size = out.length() - mark - 1;
    int more = varintLength(size) - 1;
    if (more > 0) {
      out.openGap(mark + 1, more);
    }
    int rest = size;
    for (int i = 0; i < more; i++) {
      out.set(mark + i, rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.set(mark + more, rest);
  }

  private static void tag(FrameBuffer out, int field, int type) {
    varint(out, (long) field << 3 | type);
  }

  private static void varint(FrameBuffer out, long value) {
    out.reserve(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.put((int) rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.put((int) rest);
  }

  private static int varintLength(int size) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(size | 1) + 6) / 7;
  }
}
