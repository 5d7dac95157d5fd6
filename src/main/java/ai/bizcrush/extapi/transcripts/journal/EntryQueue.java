package ai.bizcrush.extapi.transcripts.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** First in, first out, bounded by the bytes of the entries that wait or are being written. */
final class EntryQueue {

  private final LinkedBlockingQueue<Queued> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final long capacity;

  EntryQueue(long capacity) {
    this.capacity = capacity;
  }

  /** False if there is no room. */
  boolean offer(Entry entry) {
    if (bytes.addAndGet(entry.bytes()) > capacity) {
      release(entry);
      return false;
    }
    waiting.add(entry);
    return true;
  }

  /** For what is bounded otherwise. */
  void add(Queued item) {
    if (item instanceof Entry entry) {
      bytes.addAndGet(entry.bytes());
    }
    waiting.add(item);
  }

  /** To be called for each entry that left the queue, once it is answered. */
  void release(Entry entry) {
    bytes.addAndGet(-entry.bytes());
  }

  boolean isHalfFull() {
    return bytes.get() > capacity / 2;
  }

  long bytes() {
    return bytes.get();
  }

  /** Waits for something, and takes what there is; empty when nothing came. */
  List<Queued> take(int most, long waitNanos) throws InterruptedException {
    var taken = new ArrayList<Queued>();
    Queued first = waiting.poll(waitNanos, TimeUnit.NANOSECONDS);
    if (first != null) {
      taken.add(first);
      waiting.drainTo(taken, most - 1);
    }
    return taken;
  }

  /** The entry whose turn it is, if it arrived before that time. */
  @Nullable Entry takeOlderThan(long arrived) {
    if (waiting.peek() instanceof Entry entry && entry.arrived() - arrived < 0) {
      waiting.remove();
      return entry;
    }
    return null;
  }
}
