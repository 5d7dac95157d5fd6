package ai.bizcrush.extapi.transcription.live.wire;

import java.util.Arrays;

/**
 * One outgoing frame, written over the one before: its bytes are {@link #array} up to {@link
 * #length}, until the next is written. One buffer serves all streams of a thread.
 */
public final class FrameBuffer {

  private static final int USUAL = 1024;
  private static final int LARGEST_KEPT = 256 * 1024;
  private static final int LONGEST_CHARACTER = 3;
  private static final char REPLACEMENT = '\ufffd';

  private byte[] bytes = new byte[USUAL];
  private int length;

  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  void clear() {
    length = 0;
    if (bytes.length > LARGEST_KEPT) {
      bytes = new byte[USUAL];
    }
  }

  /** Makes room, so that as many bytes can be {@linkplain #put put}. */
  void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }

  /** Adds a byte for which there is room. */
  void put(int value) {
    bytes[length++] = (byte) value;
  }

  void add(int value) {
    reserve(1);
    put(value);
  }

  void add(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  void set(int index, int value) {
    bytes[index] = (byte) value;
  }

  /** Moves everything from {@code index} on by {@code count} bytes. */
  void openGap(int index, int count) {
    reserve(count);
    System.arraycopy(bytes, index, bytes, index + count, length - index);
    length += count;
  }

  /** Makes room for a text in UTF-8. */
  void reserveFor(CharSequence text) {
    reserve(text.length() * LONGEST_CHARACTER);
  }

  /**
   * Adds the character that begins at {@code index}, for which there is room, in UTF-8. Half a
   * surrogate pair becomes U+FFFD.
   *
   * @return the index of the next character
   */
  int putCharacter(CharSequence text, int index) {
    char c = text.charAt(index);
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xc0 | c >> 6);
      put(0x80 | c & 0x3f);
    } else if (isPair(text, index)) {
      putSupplementary(Character.toCodePoint(c, text.charAt(index + 1)));
      return index + 2;
    } else {
      putThree(Character.isSurrogate(c) ? REPLACEMENT : c);
    }
    return index + 1;
  }

  private static boolean isPair(CharSequence text, int index) {
    return Character.isHighSurrogate(text.charAt(index))
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1));
  }

  private void putThree(char c) {
    put(0xe0 | c >> 12);
    put(0x80 | c >> 6 & 0x3f);
    put(0x80 | c & 0x3f);
  }

  private void putSupplementary(int codePoint) {
    put(0xf0 | codePoint >> 18);
    put(0x80 | codePoint >> 12 & 0x3f);
    put(0x80 | codePoint >> 6 & 0x3f);
    put(0x80 | codePoint & 0x3f);
  }
}
