package ai.bizcrush.extapi.transcription.live.session;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/** An event loop on a clock that moves when it is told to. */
final class VirtualTime implements Executor {

  private record Task(long at, long order, Runnable work) {}

  private final PriorityQueue<Task> later =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private long now = 1_000_000_000L;
  private long orders;

  long now() {
    return now;
  }

  long millis() {
    return now / 1_000_000;
  }

  @Override
  public void execute(Runnable work) {
    queue.add(work);
  }

  void after(long millis, Runnable work) {
    later.add(new Task(now + millis * 1_000_000, orders++, work));
  }

  /** Runs everything that is due up to then. */
  void advance(long millis) {
    long to = now + millis * 1_000_000;
    drain();
    while (!later.isEmpty() && later.peek().at <= to) {
      Task next = later.remove();
      now = Math.max(now, next.at);
      next.work.run();
      drain();
    }
    now = to;
  }

  private void drain() {
    for (Runnable work = queue.poll(); work != null; work = queue.poll()) {
      work.run();
    }
  }
}
