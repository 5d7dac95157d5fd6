package ai.bizcrush.extapi.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what arrives while the batch before is worked on, and then works on that: one batch at a
 * time, on a virtual thread that lives for as long as there is something to do. However many items
 * arrive, the work costs one thread and, if it queries, one connection.
 */
public final class Batches<T> {

  private static final int LARGEST = 512;

  private final String name;
  private final BlockingQueue<T> waiting;
  private final Consumer<List<T>> work;
  private final AtomicReference<@Nullable Thread> worker = new AtomicReference<>();

  /**
   * @param capacity how many items may wait
   * @param work must not throw
   */
  public Batches(String name, int capacity, Consumer<List<T>> work) {
    this.name = name;
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.work = work;
  }

  /** Never blocks; false if too many are waiting already. */
  public boolean offer(T item) {
    boolean taken = waiting.offer(item);
    startUnlessRunning();
    return taken;
  }

  /** Waits until everything offered so far is done, but not longer than this for each worker. */
  public void finish(Duration patience) throws InterruptedException {
    startUnlessRunning();
    Thread running = worker.get();
    while (running != null && running.join(patience)) {
      running = worker.get();
    }
  }

  private void startUnlessRunning() {
    if (waiting.isEmpty() || worker.get() != null) {
      return;
    }
    Thread thread = Thread.ofVirtual().name(name).unstarted(this::run);
    if (worker.compareAndSet(null, thread)) {
      thread.start();
    }
  }

  private void run() {
    try {
      for (List<T> batch = next(); !batch.isEmpty(); batch = next()) {
        work.accept(batch);
      }
    } finally {
      worker.set(null);
      // An item may have come between the last look into the queue and this line.
      startUnlessRunning();
    }
  }

  private List<T> next() {
    var batch = new ArrayList<T>();
    waiting.drainTo(batch, LARGEST);
    return batch;
  }
}
