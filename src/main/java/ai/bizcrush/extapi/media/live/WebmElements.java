package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;

/**
 * Cuts a byte stream into EBML elements (RFC 8794), as far as WebM needs it. Bytes arrive in pieces
 * of any size. Elements that hold others are entered and not left again: what follows tells where
 * they end, so it does not matter that a live recording does not know their sizes. Elements without
 * interest are skipped, whatever their size; memory is bounded.
 */
final class WebmElements {

  static final int EBML = 0x1a45dfa3;
  static final int SEGMENT = 0x18538067;
  static final int CLUSTER = 0x1f43b675;
  static final int BLOCK_GROUP = 0xa0;
  static final int SIMPLE_BLOCK = 0xa3;
  static final int BLOCK = 0xa1;
  static final int TRACKS = 0x1654ae6b;
  static final int TRACK_ENTRY = 0xae;
  static final int TRACK_NUMBER = 0xd7;
  static final int CODEC_ID = 0x86;
  static final int CODEC_PRIVATE = 0x63a2;
  static final int CONTENT_ENCODINGS = 0x6d80;

  /** More than the largest Opus packet; what is larger (a picture) is left out. */
  private static final int LARGEST = 64 * 1024;

  private static final int LONGEST_ID = 4;
  private static final int LONGEST_SIZE = 8;

  /** Takes note that an element begins. */
  interface Begin {
    void begin(int id);
  }

  /** Takes the content of an element that holds no others; the bytes are the caller's again. */
  interface Content {
    void content(int id, byte[] bytes, int offset, int length);
  }

  private final Begin begin;
  private final Content content;

  private final byte[] header = new byte[LONGEST_ID + LONGEST_SIZE];
  private int headerLength;

  private int id;
  private long toSkip;
  private byte[] collected = {};
  private int collectedLength;
  private int toCollect;

  WebmElements(Begin begin, Content content) {
    this.begin = begin;
    this.content = content;
  }

  /**
   * @throws AudioRejected malformed: it is not EBML
   */
  void feed(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (toSkip > 0) {
        int step = (int) Math.min(toSkip, end - at);
        toSkip -= step;
        at += step;
      } else if (toCollect > 0) {
        at += collect(bytes, at, end);
      } else {
        header[headerLength++] = bytes[at++];
        readHeader();
      }
    }
  }

  private int collect(byte[] bytes, int at, int end) {
    int missing = toCollect - collectedLength;
    int step = Math.min(missing, end - at);
    if (step == toCollect) {
      toCollect = 0;
      content.content(id, bytes, at, step);
      return step;
    }
    System.arraycopy(bytes, at, collected(), collectedLength, step);
    collectedLength += step;
    if (step == missing) {
      toCollect = 0;
      content.content(id, collected, 0, collectedLength);
    }
    return step;
  }

  private byte[] collected() {
    if (collected.length < toCollect) {
      collected = new byte[Math.max(toCollect, 1024)];
    }
    return collected;
  }

  private void readHeader() {
    int idLength = length(header[0], LONGEST_ID);
    if (headerLength <= idLength
        || headerLength < idLength + length(header[idLength], LONGEST_SIZE)) {
      return;
    }
    id = (int) WebmNumber.whole(header, 0, idLength);
    long size = WebmNumber.read(header, idLength, headerLength);
    headerLength = 0;
    begin.begin(id);
    if (!holdsOthers()) {
      take(size);
    }
  }

  private static int length(byte first, int longest) {
    int length = WebmNumber.length(first);
    if (length > longest) {
      throw new AudioRejected(AudioRejected.Reason.MALFORMED);
    }
    return length;
  }

  private void take(long size) {
    if (size == WebmNumber.UNKNOWN) {
      throw new AudioRejected(AudioRejected.Reason.MALFORMED);
    }
    if (isWanted() && size > 0 && size <= LARGEST) {
      toCollect = (int) size;
      collectedLength = 0;
    } else {
      toSkip = size;
    }
  }

  private boolean holdsOthers() {
    return switch (id) {
      case SEGMENT, CLUSTER, BLOCK_GROUP, TRACKS, TRACK_ENTRY -> true;
      default -> false;
    };
  }

  private boolean isWanted() {
    return switch (id) {
      case SIMPLE_BLOCK, BLOCK, TRACK_NUMBER, CODEC_ID, CODEC_PRIVATE, CONTENT_ENCODINGS -> true;
      default -> false;
    };
  }
}
