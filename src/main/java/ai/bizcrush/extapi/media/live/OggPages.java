package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;
import java.util.Arrays;

/**
 * Cuts a byte stream into Ogg pages (RFC 3533, section 6). Bytes arrive in pieces of any size. What
 * is not a page with a right checksum is skipped up to the next page that is. Memory is bounded by
 * the largest page, 64 KiB.
 */
final class OggPages {

  private static final int FIRST_SIZE = 8 * 1024;
  private static final int LARGEST_PAGE = OggPage.HEADER + 255 + 255 * 255;

  /**
   * Checksums over bytes that turn out to be no page are work for nothing; so much is tolerated.
   */
  private static final int TOLERATED_WASTE = 16 * LARGEST_PAGE;

  /** Takes each page; it is valid until the call returns. */
  interface Sink {
    void page(OggPage page);
  }

  private final Sink sink;
  private final OggPage page = new OggPage();
  private byte[] buffer = new byte[FIRST_SIZE];
  private int filled;
  private int wasted;

  OggPages(Sink sink) {
    this.sink = sink;
  }

  /**
   * Takes the next bytes of the stream and hands on every page that they complete.
   *
   * @throws AudioRejected malformed: the stream is built to waste our time
   */
  void feed(byte[] bytes, int offset, int length) {
    int taken = 0;
    while (taken < length) {
      int room = Math.min(length - taken, LARGEST_PAGE - filled);
      reserve(filled + room);
      System.arraycopy(bytes, offset + taken, buffer, filled, room);
      filled += room;
      taken += room;
      drain();
    }
  }

  /** After this there is room for at least one more byte: no page is larger than the buffer. */
  private void drain() {
    int position = 0;
    while (true) {
      position = nextCandidate(position);
      int size = page.wrap(buffer, position, filled);
      if (size == OggPage.INCOMPLETE) {
        break;
      }
      if (size == OggPage.NO_PAGE) {
        position++;
      } else if (page.checksumIsRight()) {
        wasted = Math.max(0, wasted - size);
        sink.page(page);
        position += size;
      } else {
        waste(size);
        position++;
      }
    }
    filled -= position;
    System.arraycopy(buffer, position, buffer, 0, filled);
  }

  /** The next position at which a page may begin, or at which too few bytes are left to tell. */
  private int nextCandidate(int from) {
    int position = from;
    while (position < filled && !OggPage.mayBeginAt(buffer, position, filled)) {
      position++;
    }
    return position;
  }

  private void waste(int bytes) {
    wasted += bytes;
    if (wasted > TOLERATED_WASTE) {
      throw new AudioRejected(AudioRejected.Reason.MALFORMED);
    }
  }

  private void reserve(int size) {
    if (size > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(LARGEST_PAGE, Integer.highestOneBit(size - 1) * 2));
    }
  }
}
