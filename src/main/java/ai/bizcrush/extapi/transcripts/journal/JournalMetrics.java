package ai.bizcrush.extapi.transcripts.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** How the journal fares: {@code extapi.journal.*}. */
final class JournalMetrics {

  private final Timer commits;
  private final DistributionSummary batches;
  private final Counter refused;

  JournalMetrics(MeterRegistry meters, EntryQueue queue) {
    this.commits =
        Timer.builder("extapi.journal.commit")
            .description("One attempt to write a batch")
            .publishPercentileHistogram()
            .maximumExpectedValue(Duration.ofSeconds(10))
            .register(meters);
    this.batches = DistributionSummary.builder("extapi.journal.batch").register(meters);
    this.refused =
        Counter.builder("extapi.journal.refused")
            .description("Entries that could not be stored")
            .register(meters);
    Gauge.builder("extapi.journal.waiting", queue, EntryQueue::bytes)
        .baseUnit("bytes")
        .register(meters);
  }

  Answers timed(Batches tables, List<Entry> entries, Duration patience) {
    long start = System.nanoTime();
    try {
      return tables.write(entries, patience);
    } finally {
      commits.record(Duration.ofNanos(System.nanoTime() - start));
      batches.record(entries.size());
    }
  }

  void refused(int entries) {
    refused.increment(entries);
  }
}
