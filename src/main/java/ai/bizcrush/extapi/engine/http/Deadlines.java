package ai.bizcrush.extapi.engine.http;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** Ends requests that take too long, whatever they wait for. */
final class Deadlines implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("engine-deadlines").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Aborts the request after this time, unless the deadline is closed before. */
  Deadline abort(HttpUriRequestBase request, Duration after) {
    return new Deadline(request, after);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** The deadline of one request. */
  final class Deadline implements AutoCloseable {

    private final ScheduledFuture<?> expiry;
    private volatile boolean passed;

    private Deadline(HttpUriRequestBase request, Duration after) {
      expiry = timer.schedule(() -> pass(request), after.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** On a thread of its own: closing one connection must not hold up the others' deadlines. */
    private void pass(HttpUriRequestBase request) {
      passed = true;
      Thread.ofVirtual().name("engine-abort").start(request::abort);
    }

    boolean passed() {
      return passed;
    }

    @Override
    public void close() {
      expiry.cancel(false);
    }
  }
}
