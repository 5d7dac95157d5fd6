package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.live.LiveRoute;
import ai.bizcrush.extapi.meetings.RecordedMeetings;
import ai.bizcrush.extapi.shared.PrivateFolder;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.live.DiskBudget;
import ai.bizcrush.extapi.transcription.live.GapRepairs;
import ai.bizcrush.extapi.transcription.live.LiveStreams;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the streams of this replica together. */
@Configuration(proxyBeanMethods = false)
class LiveStreamConfiguration {

  private static final String EXECUTOR = "streamExecutor";

  /** Half a second: a whole number of the frames of 10, 20, 50 and 100 ms that clients send. */
  private static final int BLOCK_BYTES = Recording.SAMPLE_RATE / 2 * Recording.SAMPLE_BYTES;

  /** What streams must wait for beside their loops: short look-ups and the disk. */
  @Bean(name = EXECUTOR, defaultCandidate = false, destroyMethod = "close")
  ExecutorService streamExecutor() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("stream-", 0).factory());
  }

  @Bean
  DiskBudget liveDiskBudget(LiveStreamSettings settings) {
    return new DiskBudget(settings.disk().toBytes());
  }

  @Bean
  RingStore ringStore(
      LiveStreamSettings settings,
      DiskBudget budget,
      @Qualifier(EXECUTOR) ExecutorService executor,
      Environment environment,
      MeterRegistry meters)
      throws IOException {
    Path folder =
        Path.of(environment.getProperty("extapi.data-dir", "./data"), "streams")
            .toAbsolutePath()
            .normalize();
    PrivateFolder.create(folder);
    var store =
        new RingStore(
            BLOCK_BYTES,
            settings.memory().toBytes(),
            budget,
            folder.resolve(Ulids.next() + ".rings"),
            executor);
    Gauge.builder("extapi.stream.ring.memory", store, RingStore::memoryUsed)
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("extapi.stream.ring.disk", store, RingStore::diskUsed)
        .baseUnit("bytes")
        .register(meters);
    return store;
  }

  @Bean
  LiveStreams liveStreams(
      LiveStreamSettings settings,
      LiveRoute route,
      LiveJournal journal,
      RecordedMeetings meetings,
      RingStore rings,
      GapRepairs repairs,
      @Qualifier(EXECUTOR) ExecutorService executor,
      MeterRegistry meters) {
    return new SessionStreams(
        new StreamContext(
            route,
            journal,
            meetings,
            rings,
            repairs,
            executor,
            () -> ThreadLocalRandom.current().nextDouble(),
            System::nanoTime,
            new StreamMeters(meters),
            settings.rules()));
  }
}
