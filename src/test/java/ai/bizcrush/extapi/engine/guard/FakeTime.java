package ai.bizcrush.extapi.engine.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody pauses or a test says so. */
public final class FakeTime extends Clock implements MonotonicTime {

  private static final Instant BEGIN = Instant.parse("2026-11-21T08:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private volatile Runnable onPause = () -> {};

  /** What is done at the beginning of each pause. */
  public void onPause(Runnable action) {
    onPause = action;
  }

  public void pass(Duration length) {
    nanos.addAndGet(length.toNanos());
  }

  /** Every pause that was made. */
  public List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void pause(Duration length) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pauses.add(length);
    onPause.run();
    pass(length);
  }

  @Override
  public Instant instant() {
    return BEGIN.plusNanos(nanos.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
