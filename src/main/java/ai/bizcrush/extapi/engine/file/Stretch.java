package ai.bizcrush.extapi.engine.file;

import java.time.Duration;

/** A stretch of time that two pieces share. */
record Stretch(Duration start, Duration end) {

  boolean touches(Duration from, Duration to) {
    return to.compareTo(start) > 0 && from.compareTo(end) < 0;
  }

  /** How much of a span lies in it, in nanoseconds. */
  long shareOf(Duration from, Duration to) {
    return overlap(from, to, start, end);
  }

  /** How long two spans have in common inside the stretch, in nanoseconds. */
  long shared(Duration from, Duration to, Duration otherFrom, Duration otherTo) {
    var latestStart = from.compareTo(otherFrom) > 0 ? from : otherFrom;
    var earliestEnd = to.compareTo(otherTo) < 0 ? to : otherTo;
    return overlap(latestStart, earliestEnd, start, end);
  }

  private static long overlap(Duration from, Duration to, Duration start, Duration end) {
    long first = Math.max(from.toNanos(), start.toNanos());
    long last = Math.min(to.toNanos(), end.toNanos());
    return Math.max(0, last - first);
  }
}
