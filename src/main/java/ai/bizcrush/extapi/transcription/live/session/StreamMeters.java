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
  void failedOver(LiveEngine from, Loss why) {
    meters
        .counter("extapi.stream.failovers", "engine", from.name(), "reason", why.tag())
        .increment();
  }

  /** A session was changed for a new one before its time was over. */
  void rotated(LiveEngine engine) {
    meters.counter("extapi.stream.rotations", "engine", engine.name()).increment();
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

  /** A final chunk goes out so long after the audio of its end arrived. */
  void finished(FinalChunk chunk, long delayNanos) {
    finalDelay.record(Duration.ofNanos(Math.max(0, delayNanos)));
    chunks.record((chunk.endMs() - chunk.startMs()) / 1000.0);
  }

  private Timer timer(String name) {
    return Timer.builder(name).publishPercentileHistogram().register(meters);
  }
}
