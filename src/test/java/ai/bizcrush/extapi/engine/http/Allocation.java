package ai.bizcrush.extapi.engine.http;

import java.lang.management.ManagementFactory;

/** How many bytes this thread allocates: flat memory is memory that is not asked for. */
public final class Allocation implements AutoCloseable {

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long before = THREADS.getCurrentThreadAllocatedBytes();
  private long after;

  /** Valid after closing. */
  public long bytes() {
    return after - before;
  }

  @Override
  public void close() {
    after = THREADS.getCurrentThreadAllocatedBytes();
  }
}
