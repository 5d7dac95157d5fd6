package ai.bizcrush.extapi.outbound;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up with a time-out and interruptibly, which the system's resolver offers neither of.
 * It works on a bounded number of platform threads, since a native look-up would pin a virtual
 * thread's carrier, and a slow name server is chosen by whoever names the host.
 */
final class NameLookup implements AutoCloseable {

  private static final int THREADS = 32;

  private final HostResolver resolver;
  private final ExecutorService threads;

  NameLookup(HostResolver resolver) {
    this.resolver = resolver;
    var pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("name-lookup-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /**
   * All addresses of a name, at least one.
   *
   * @throws FetchFailed when there is none, or none in time
   */
  List<InetAddress> addressesOf(String name, Duration timeout) throws InterruptedException {
    Future<List<InetAddress>> answer = threads.submit(() -> resolver.resolve(name));
    try {
      List<InetAddress> addresses = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (addresses.isEmpty()) {
        throw new FetchFailed(Reason.HOST_NOT_FOUND);
      }
      return addresses;
    } catch (ExecutionException _) {
      throw new FetchFailed(Reason.HOST_NOT_FOUND);
    } catch (TimeoutException _) {
      throw new FetchFailed(Reason.TIMED_OUT);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
