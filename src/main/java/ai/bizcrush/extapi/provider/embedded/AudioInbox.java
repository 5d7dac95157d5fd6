package ai.bizcrush.extapi.provider.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Audio on its way from a loop, which never waits, to a recogniser, which does: four seconds of it,
 * with marks between. The recogniser takes it a frame at a time.
 */
final class AudioInbox {

  /** What {@link #take} came upon. */
  enum Taken {
    /** Audio. */
    FRAME,
    /** The caller wants to know what was said so far. */
    MARK,
    /** No audio is coming any more. */
    END,
    /** Nobody listens any more. */
    CANCELLED
  }

  private static final int CAPACITY = 4 * 32_000;

  /** More than this is not asked for: what is handed over at once must still fit. */
  private static final int FULL = CAPACITY / 2;

  private static final int LOW = CAPACITY / 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final byte[] ring = new byte[CAPACITY];
  private final Deque<Long> marks = new ArrayDeque<>();
  private final Runnable drained;

  private long written;
  private long read;
  private boolean ended;
  private boolean cancelled;
  private boolean awaited;

  /**
   * @param drained told, by the thread that takes, once there is room again for a caller who saw
   *     that there was {@linkplain #hasRoom none}
   */
  AudioInbox(Runnable drained) {
    this.drained = drained;
  }

  /** Whether more may be put. */
  boolean hasRoom() {
    lock.lock();
    try {
      awaited = written - read >= FULL;
      return !awaited;
    } finally {
      lock.unlock();
    }
  }

  /** Puts a copy, or nothing and returns false where it does not fit. */
  boolean put(byte[] pcm, int offset, int length) {
    lock.lock();
    try {
      if (CAPACITY - (written - read) < length) {
        return false;
      }
      int at = (int) (written % CAPACITY);
      int first = Math.min(length, CAPACITY - at);
      System.arraycopy(pcm, offset, ring, at, first);
      System.arraycopy(pcm, offset + first, ring, 0, length - first);
      written += length;
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void mark() {
    change(() -> marks.add(written));
  }

  void end() {
    change(() -> ended = true);
  }

  void cancel() {
    change(() -> cancelled = true);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next frame. The last one before a mark or the end is filled up with silence.
   *
   * @param frame filled where the answer is {@link Taken#FRAME}
   */
  Taken take(byte[] frame) {
    boolean tell;
    Taken taken;
    lock.lock();
    try {
      while (!cancelled && !ended && marks.isEmpty() && written - read < frame.length) {
        filled.awaitUninterruptibly();
      }
      taken = next(frame);
      tell = awaited && written - read < LOW;
      awaited &= !tell;
    } finally {
      lock.unlock();
    }
    if (tell) {
      drained.run();
    }
    return taken;
  }

  private Taken next(byte[] frame) {
    if (cancelled) {
      return Taken.CANCELLED;
    }
    long until = marks.isEmpty() ? written : marks.peek();
    int available = (int) Math.min(frame.length, until - read);
    if (available > 0) {
      copy(frame, available);
      return Taken.FRAME;
    }
    return marks.poll() != null ? Taken.MARK : Taken.END;
  }

  private void copy(byte[] frame, int length) {
    for (int i = 0; i < frame.length; i++) {
      frame[i] = i < length ? ring[(int) ((read + i) % CAPACITY)] : 0;
    }
    read += length;
  }

  /** How much was taken, in bytes. */
  long taken() {
    lock.lock();
    try {
      return read;
    } finally {
      lock.unlock();
    }
  }
}
