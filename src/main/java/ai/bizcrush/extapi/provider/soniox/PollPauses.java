package ai.bizcrush.extapi.provider.soniox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between looks at a job: each half as long again as the last, give or take a fifth. */
final class PollPauses {

  private static final double GROWTH = 1.5;
  private static final double JITTER = 0.2;

  private final double longestMillis;
  private double nextMillis;

  PollPauses(Duration first, Duration longest) {
    this.longestMillis = longest.toMillis();
    this.nextMillis = first.toMillis();
  }

  Duration next() {
    double pause = Math.min(nextMillis, longestMillis);
    nextMillis = pause * GROWTH;
    double spread = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
    return Duration.ofNanos(Math.round(pause * spread * 1_000_000));
  }
}
