package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.live.LiveEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What streams count; nothing here costs a look-up for each frame. */
final class StreamMeters {

  private final MeterRegistry meters;
  private final Counter audio;
  private final Counter replayed;
  private final Counter repaired;
  private final Timer firstResult;
  private final Timer finalDelay;
  private final DistributionSummary chunks;

  StreamMeters(MeterRegistry meters) {
    this.meters = meters;
    audio = meters.counter("extapi.stream.audio.seconds");
    replayed = meters.counter("extapi.stream.replayed.seconds");
    repaired = meters.counter("extapi.stream.gap.seconds");
    firstResult = timer("extapi.stream.first.result");
    finalDelay = timer("extapi.stream.final.delay");
    chunks = meters.summary("extapi.stream.chunk.seconds");
  }

  /** Audio that came in. */
  void received(long millis) {
    audio.increment(millis / 1000.0);
  }

  /** An engine was lost and another session takes over. */
  void failedOver(LiveEngine from) {
    meters.counter("extapi.stream.failovers", "engine", from.name()).increment();
  }

  /** Audio that an engine hears although another heard it before. */
  void replayed(long millis) {
    replayed.increment(Math.max(0, millis) / 1000.0);
  }

  /** Audio that goes the way of recordings. */
  void gap(long millis) {
    repaired.increment(millis / 1000.0);
  }

  /** From the first audio to the first text. */
  void firstResult(Duration after) {
    firstResult.record(after);
  }

  /** A final chunk went out so long after its last word was heard. */
  void finished(FinalChunk chunk, long receivedMs) {
    finalDelay.record(Duration.ofMillis(Math.max(0, receivedMs - chunk.endMs())));
    chunks.record((chunk.endMs() - chunk.startMs()) / 1000.0);
  }

  private Timer timer(String name) {
    return Timer.builder(name).publishPercentileHistogram().register(meters);
  }
}
