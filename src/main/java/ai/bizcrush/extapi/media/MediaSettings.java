package ai.bizcrush.extapi.media;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What work on audio files may cost.
 *
 * @param directory where the bundled ffmpeg is unpacked, once a version
 * @param ffmpegHome a folder with an {@code ffmpeg} (6.1 or newer) to use instead of the bundled
 *     one
 * @param longest the longest recording that is decoded
 * @param processes how many ffmpeg processes run at once
 * @param queue how many calls may wait for one of them; one more is refused at once
 * @param queueWait how long a call waits for one of them
 * @param threads threads a process
 * @param memory address space a process; what needs more is refused
 * @param cpuTime CPU time that any one process gets, whatever the size of its input
 * @param cpuTimePerMebibyte CPU time on top for each MiB of input
 * @param wallFactor how many times its CPU time a process may take by the clock
 * @param encodeTime how long writing one file may take by the clock, its source included
 */
@Validated
@ConfigurationProperties("extapi.media")
public record MediaSettings(
    @DefaultValue("data/media") Path directory,
    @Nullable Path ffmpegHome,
    @DefaultValue("5h") @DurationMin(millis = 1) Duration longest,
    @DefaultValue("2") @Min(1) @Max(256) int processes,
    @DefaultValue("64") @Min(0) int queue,
    @DefaultValue("30s") @DurationMin(millis = 0) Duration queueWait,
    @DefaultValue("1") @Min(1) @Max(64) int threads,
    @DefaultValue("1GB") DataSize memory,
    @DefaultValue("60s") @DurationMin(seconds = 1) Duration cpuTime,
    @DefaultValue("2s") @DurationMin(millis = 0) Duration cpuTimePerMebibyte,
    @DefaultValue("4") @DecimalMin("1") double wallFactor,
    @DefaultValue("10m") @DurationMin(seconds = 1) Duration encodeTime) {

  private static final DataSize LEAST_MEMORY = DataSize.ofMegabytes(256);

  public MediaSettings {
    if (memory.compareTo(LEAST_MEMORY) < 0) {
      throw new IllegalArgumentException("extapi.media.memory must be at least " + LEAST_MEMORY);
    }
  }

  /** The longest recording in samples of canonical PCM. */
  long longestSamples() {
    return CanonicalPcm.samplesIn(longest);
  }

  /** The CPU time that reading {@code bytes} of input is worth. */
  Duration cpuTimeFor(long bytes) {
    double mebibytes = bytes / (double) DataSize.ofMegabytes(1).toBytes();
    return cpuTime.plusMillis((long) (cpuTimePerMebibyte.toMillis() * mebibytes));
  }

  /** How long that much CPU time may take by the clock. */
  Duration wallTimeFor(Duration cpu) {
    return Duration.ofMillis((long) (cpu.toMillis() * wallFactor));
  }
}
