package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.media.live.PcmSink;
import java.util.ArrayList;
import java.util.concurrent.Executor;

/**
 * The audio of one stream that may still be needed, by position: samples since the stream began.
 * For use on the stream's loop; what goes to disk or comes from there does so beside it.
 */
final class AudioRing {

  private static final int SAMPLE_BYTES = Recording.SAMPLE_BYTES;
  private static final int READ_AHEAD = 4;

  private final RingStore store;
  private final Executor loop;
  private final int blockBytes;

  private RingBlock[] blocks = new RingBlock[8];
  private int head;
  private int count;
  private long firstByte;
  private long startByte;
  private long endByte;
  private boolean broken;

  /**
   * @param start the position of the first sample
   */
  AudioRing(RingStore store, Executor loop, long start) {
    this.store = store;
    this.loop = loop;
    this.blockBytes = store.blockBytes();
    startByte = start * SAMPLE_BYTES;
    firstByte = startByte;
    endByte = startByte;
  }

  /** The position of the oldest sample. */
  long start() {
    return startByte / SAMPLE_BYTES;
  }

  /** The position after the newest sample. */
  long end() {
    return endByte / SAMPLE_BYTES;
  }

  /** Whether audio that was to be read is lost. */
  boolean isBroken() {
    return broken;
  }

  /** Adds whole samples. */
  void append(byte[] pcm, int offset, int length) {
    int at = offset;
    int left = length;
    while (left > 0) {
      int within = (int) ((endByte - firstByte) % blockBytes);
      RingBlock block = within == 0 ? grow() : block(count - 1);
      int step = Math.min(left, blockBytes - within);
      System.arraycopy(pcm, at, block.memory(), within, step);
      at += step;
      left -= step;
      endByte += step;
    }
  }

  /**
   * Hands over samples from one position up to another, in pieces.
   *
   * @return the position reached: less than {@code to} when the rest is on its way from disk
   */
  long read(long from, long to, PcmSink sink) {
    long at = from * SAMPLE_BYTES;
    long end = to * SAMPLE_BYTES;
    while (at < end) {
      int index = (int) ((at - firstByte) / blockBytes);
      byte[] bytes = block(index).bytes();
      if (bytes == null) {
        broken |= block(index).isLost();
        fetch(index);
        break;
      }
      int within = (int) ((at - firstByte) % blockBytes);
      int step = (int) Math.min(end - at, blockBytes - within);
      sink.pcm(bytes, within, step);
      at += step;
    }
    return at / SAMPLE_BYTES;
  }

  /** Forgets everything before a position. */
  void trimTo(long position) {
    startByte = Math.clamp(position * SAMPLE_BYTES, startByte, endByte);
    while (count > 0 && firstByte + blockBytes <= startByte) {
      block(0).drop();
      head = (head + 1) & (blocks.length - 1);
      count--;
      firstByte += blockBytes;
    }
  }

  /** The stretch as it is now, readable on any thread until it is closed on the loop. */
  RingStretch pin(long from, long to) {
    var pieces = new ArrayList<RingBlock>();
    int first = (int) ((from * SAMPLE_BYTES - firstByte) / blockBytes);
    int last = (int) ((to * SAMPLE_BYTES - 1 - firstByte) / blockBytes);
    for (int i = first; i <= last; i++) {
      block(i).pin();
      pieces.add(block(i));
    }
    int offset = (int) ((from * SAMPLE_BYTES - firstByte) % blockBytes);
    return new RingStretch(store, pieces, offset, (to - from) * SAMPLE_BYTES);
  }

  /** Moves a block to disk when memory is short; to be asked now and then, also without audio. */
  void relieve() {
    if (store.isCrowded()) {
      spillOldest();
    }
  }

  /** Gives all blocks back. */
  void close() {
    trimTo(end());
    if (count > 0) {
      block(0).drop();
      count = 0;
    }
  }

  private RingBlock block(int index) {
    return blocks[(head + index) & (blocks.length - 1)];
  }

  private RingBlock grow() {
    if (count == 0) {
      firstByte = endByte;
    }
    if (count == blocks.length) {
      var more = new RingBlock[count * 2];
      for (int i = 0; i < count; i++) {
        more[i] = block(i);
      }
      blocks = more;
      head = 0;
    }
    relieve();
    var block = new RingBlock(store, loop);
    blocks[(head + count++) & (blocks.length - 1)] = block;
    return block;
  }

  /** Moves the oldest block that is in memory, and not the newest one, to disk. */
  private void spillOldest() {
    for (int i = 0; i < count - 1; i++) {
      RingBlock block = block(i);
      if (block.isIdle()) {
        block.spill();
        return;
      }
    }
  }

  private void fetch(int index) {
    int end = Math.min(count, index + READ_AHEAD);
    for (int i = index; i < end; i++) {
      block(i).fetch();
    }
  }
}
