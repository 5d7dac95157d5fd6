package ai.bizcrush.extapi.transcription.live.session;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One block of a ring, in memory or on disk or both. For use on the stream's loop, but for what a
 * {@link RingStretch} reads.
 */
final class RingBlock {
  private final RingStore store;
  private final Executor loop;
  private volatile byte @Nullable [] bytes;
  private volatile long slot = RingStore.FAILED;
  private boolean busy;
  private boolean dropped;
  private boolean lost;
  private int pins;

  RingBlock(RingStore store, Executor loop) {
    this.store = store;
    this.loop = loop;
    this.bytes = store.take();
  }

  /** Null while it is on disk alone. */
  byte @Nullable [] bytes() {
    return bytes;
  }

  /** Whether the disk does not give it back. */
  boolean isLost() {
    return lost;
  }

  /** Where it is on disk, if it is. */
  long slot() {
    return slot;
  }

  /** Whether it is in memory and nobody needs it there. */
  boolean isIdle() {
    return bytes != null && !busy && pins == 0;
  }

  void pin() {
    pins++;
  }

  byte[] memory() {
    byte[] memory = bytes;
    if (memory == null) {
      throw new IllegalStateException("the newest block is always in memory");
    }
    return memory;
  }

  void spill() {
    if (slot >= 0) {
      forget();
      return;
    }
    busy = true;
    boolean begun =
        store.write(
            memory(),
            written ->
                loop.execute(
                    () -> {
                      busy = false;
                      slot = written;
                      if (dropped) {
                        release();
                      } else if (written >= 0 && pins == 0) {
                        forget();
                      }
                    }));
    busy = begun;
  }

  void fetch() {
    if (bytes != null || busy || lost) {
      return;
    }
    busy = true;
    byte[] memory = store.take();
    store.read(
        slot,
        memory,
        read ->
            loop.execute(
                () -> {
                  busy = false;
                  if (read >= 0) {
                    bytes = memory;
                  } else {
                    lost = true;
                    store.release(memory);
                  }
                  if (dropped) {
                    release();
                  }
                }));
  }

  void drop() {
    dropped = true;
    if (!busy && pins == 0) {
      release();
    }
  }

  void unpin() {
    pins--;
    if (dropped && !busy && pins == 0) {
      release();
    }
  }

  private void forget() {
    byte[] memory = bytes;
    bytes = null;
    if (memory != null) {
      store.release(memory);
    }
  }

  private void release() {
    if (pins > 0) {
      return;
    }
    forget();
    if (slot >= 0) {
      store.freeSlot(slot);
      slot = RingStore.FAILED;
    }
  }
}
