package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.media.live.PcmSink;
import ai.bizcrush.extapi.transcription.live.GapRepairs;
import java.util.List;

/** A stretch of audio that stays while it is copied. */
final class RingStretch implements GapRepairs.Audio, AutoCloseable {
  private final RingStore store;
  private final List<RingBlock> pieces;
  private final int offset;
  private final long bytes;

  RingStretch(RingStore store, List<RingBlock> pieces, int offset, long bytes) {
    this.store = store;
    this.pieces = pieces;
    this.offset = offset;
    this.bytes = bytes;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public boolean copyTo(PcmSink sink) {
    long left = bytes;
    int from = offset;
    for (RingBlock piece : pieces) {
      byte[] memory = piece.bytes();
      if (memory == null) {
        memory = new byte[store.blockBytes()];
        if (!store.readNow(piece.slot(), memory)) {
          return false;
        }
      }
      int step = (int) Math.min(left, store.blockBytes() - from);
      sink.pcm(memory, from, step);
      left -= step;
      from = 0;
    }
    return true;
  }

  /** Lets the audio go; on the loop. */
  @Override
  public void close() {
    for (RingBlock piece : pieces) {
      piece.unpin();
    }
  }
}
