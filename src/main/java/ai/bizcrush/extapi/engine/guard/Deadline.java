package ai.bizcrush.extapi.engine.guard;

import java.time.Duration;

/** When everything that one request causes has to be over. */
public final class Deadline {

  private static final Duration LEAST = Duration.ofMillis(1);

  private final MonotonicTime time;
  private final long end;

  private Deadline(MonotonicTime time, long end) {
    this.time = time;
    this.end = end;
  }

  /** The deadline that is this far away now; one that lies behind is over. */
  public static Deadline in(Duration length, MonotonicTime time) {
    return new Deadline(time, time.nanos() + length.toNanos());
  }

  /** What is left, zero when it is over. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - time.nanos()));
  }

  public boolean isOver() {
    return end - time.nanos() <= 0;
  }

  /** The length, or what is left where that is less; never nothing, which clients take for ever. */
  public Duration cap(Duration length) {
    Duration left = left();
    Duration capped = length.compareTo(left) < 0 ? length : left;
    return capped.compareTo(LEAST) < 0 ? LEAST : capped;
  }
}
