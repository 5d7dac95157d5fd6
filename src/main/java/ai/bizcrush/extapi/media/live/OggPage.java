package ai.bizcrush.extapi.media.live;

/** A window on one page inside a buffer; reused from page to page. */
final class OggPage {

  /** Bytes before the table of segments. */
  static final int HEADER = 27;

  /** More bytes are needed to tell. */
  static final int INCOMPLETE = 0;

  /** There is no page here. */
  static final int NO_PAGE = -1;

  private static final byte[] CAPTURE = {'O', 'g', 'g', 'S'};
  private static final int CONTINUED = 1;
  private static final int FIRST = 2;
  private static final int KNOWN_FLAGS = 7;

  private byte[] buffer = {};
  private int start;
  private int size;

  /** Whether the bytes at {@code position}, as far as there are any, are how a page begins. */
  static boolean mayBeginAt(byte[] bytes, int position, int end) {
    for (int i = 0; i < CAPTURE.length && position + i < end; i++) {
      if (bytes[position + i] != CAPTURE[i]) {
        return false;
      }
    }
    return true;
  }

  /** Looks at the page that begins at {@code position}; its size, or one of the two constants. */
  int wrap(byte[] bytes, int position, int end) {
    if (end - position < HEADER) {
      return INCOMPLETE;
    }
    buffer = bytes;
    start = position;
    if (!mayBeginAt(bytes, position, end) || at(4) != 0 || at(5) > KNOWN_FLAGS) {
      return NO_PAGE;
    }
    if (end - position < bodyStart() - start) {
      return INCOMPLETE;
    }
    size = bodyStart() - start;
    for (int i = 0; i < segments(); i++) {
      size += segment(i);
    }
    return end - position < size ? INCOMPLETE : size;
  }

  boolean checksumIsRight() {
    int crc = OggCrc.update(0, buffer, start, 22);
    crc = OggCrc.updateZeros(crc, 4);
    crc = OggCrc.update(crc, buffer, start + 26, size - 26);
    return crc == intAt(22);
  }

  /** Whether the first packet began on an earlier page. */
  boolean isContinued() {
    return (at(5) & CONTINUED) != 0;
  }

  /** Whether a logical stream begins here. */
  boolean isFirst() {
    return (at(5) & FIRST) != 0;
  }

  /** Which logical stream this belongs to. */
  int serial() {
    return intAt(14);
  }

  /** The page's number in its logical stream. */
  int sequence() {
    return intAt(18);
  }

  int segments() {
    return at(26);
  }

  /** How many bytes the i-th segment has; a packet ends with one of less than 255. */
  int segment(int i) {
    return at(HEADER + i);
  }

  byte[] bytes() {
    return buffer;
  }

  /** Where the segments' bytes begin. */
  int bodyStart() {
    return start + HEADER + segments();
  }

  private int at(int index) {
    return buffer[start + index] & 0xff;
  }

  private int intAt(int index) {
    return at(index) | (at(index + 1) << 8) | (at(index + 2) << 16) | (at(index + 3) << 24);
  }
}
