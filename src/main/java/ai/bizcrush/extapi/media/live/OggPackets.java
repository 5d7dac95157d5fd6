package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;
import java.util.Arrays;

/**
 * Takes the packets of one kind of logical stream out of an Ogg byte stream that is cut anywhere.
 * The kind is known by how its first packet begins. Streams that follow one another (chained) are
 * taken in turn, streams of another kind in between are ignored. Damaged, missing and oversized
 * parts cost the packets that they touch and no more. Memory is bounded.
 */
public final class OggPackets {

  /** More than the largest Opus packet; what is larger (a tag with a picture in it) is left out. */
  private static final int LARGEST_PACKET = 64 * 1024;

  /** Takes each packet. */
  @FunctionalInterface
  public interface Sink {

    /**
     * The bytes are the caller's again when this returns.
     *
     * @param first whether a logical stream begins with this packet
     */
    void packet(byte[] bytes, int offset, int length, boolean first);
  }

  private final byte[] signature;
  private final Sink sink;
  private final OggPages pages = new OggPages(this::page);

  private boolean following;
  private int serial;
  private int nextSequence;

  private byte[] partial = new byte[1024];
  private int partialLength;
  private boolean inPacket;
  private boolean discarding;

  /**
   * @param signature how the first packet of a wanted stream begins
   */
  public OggPackets(byte[] signature, Sink sink) {
    this.signature = signature.clone();
    this.sink = sink;
  }

  /**
   * Takes the next bytes and hands on every packet that they complete.
   *
   * @throws AudioRejected malformed: next to nothing of the stream is Ogg
   */
  public void feed(byte[] bytes, int offset, int length) {
    pages.feed(bytes, offset, length);
  }

  private void page(OggPage page) {
    if (page.isFirst() && isWanted(page)) {
      following = true;
      serial = page.serial();
      nextSequence = page.sequence();
      endPacket();
    }
    if (!following || page.serial() != serial) {
      return;
    }
    // A page may wrongly claim to continue a packet that has ended: some writers do.
    boolean unbroken = page.sequence() == nextSequence && (page.isContinued() || !inPacket);
    nextSequence = page.sequence() + 1;
    if (!unbroken) {
      endPacket();
      discarding = page.isContinued();
      inPacket = discarding;
    }
    split(page);
  }

  private void split(OggPage page) {
    int from = page.bodyStart();
    int to = from;
    for (int i = 0; i < page.segments(); i++) {
      int size = page.segment(i);
      to += size;
      if (size < 255) {
        finish(page.bytes(), from, to - from, page.isFirst() && i == 0);
        from = to;
      }
    }
    if (page.segments() > 0 && page.segment(page.segments() - 1) == 255) {
      keep(page.bytes(), from, to - from);
    }
  }

  private void finish(byte[] bytes, int offset, int length, boolean first) {
    if (partialLength > 0 && !discarding) {
      keep(bytes, offset, length);
      if (!discarding) {
        sink.packet(partial, 0, partialLength, first);
      }
    } else if (!discarding) {
      sink.packet(bytes, offset, length, first);
    }
    endPacket();
  }

  private void keep(byte[] bytes, int offset, int length) {
    inPacket = true;
    if (discarding) {
      return;
    }
    int sum = partialLength + length;
    if (sum > LARGEST_PACKET) {
      discarding = true;
      return;
    }
    if (sum > partial.length) {
      partial = Arrays.copyOf(partial, Math.min(LARGEST_PACKET, sum * 2));
    }
    System.arraycopy(bytes, offset, partial, partialLength, length);
    partialLength = sum;
  }

  private void endPacket() {
    partialLength = 0;
    inPacket = false;
    discarding = false;
  }

  private boolean isWanted(OggPage page) {
    int from = page.bodyStart();
    int length = page.segments() == 0 ? 0 : page.segment(0);
    return length >= signature.length
        && Arrays.equals(
            page.bytes(), from, from + signature.length, signature, 0, signature.length);
  }
}
