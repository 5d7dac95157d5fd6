package ai.bizcrush.extapi.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Decoded speech on local disk, or a stretch of it: headerless PCM, 16 kHz, one channel, signed 16
 * bit, little-endian. Whoever made the file deletes it; an engine only reads it.
 *
 * @param pcm the file
 * @param firstSample where the stretch begins, in samples from the file's start
 * @param samples how many samples it has
 */
public record Recording(Path pcm, long firstSample, long samples) {

  /** Samples a second. */
  public static final int SAMPLE_RATE = 16_000;

  /** Bytes a sample. */
  public static final int SAMPLE_BYTES = 2;

  public Recording {
    if (firstSample < 0 || samples < 0) {
      throw new IllegalArgumentException("negative stretch");
    }
  }

  public Duration duration() {
    return timeOf(samples);
  }

  /** Where the stretch begins on the clock of the whole file. */
  public Duration offset() {
    return timeOf(firstSample);
  }

  /** The part from {@code from} (inclusive) to {@code to} (exclusive), in samples of this one. */
  public Recording slice(long from, long to) {
    if (from < 0 || to < from || to > samples) {
      throw new IllegalArgumentException("slice outside the recording");
    }
    return new Recording(pcm, firstSample + from, to - from);
  }

  /** The samples of this stretch as bytes; the caller buffers and closes it. */
  public InputStream open() throws IOException {
    var channel = FileChannel.open(pcm, StandardOpenOption.READ);
    channel.position(firstSample * SAMPLE_BYTES);
    return new BoundedInputStream(Channels.newInputStream(channel), samples * SAMPLE_BYTES);
  }

  /** The length of {@code samples} samples. */
  public static Duration timeOf(long samples) {
    return Duration.ofNanos(Math.multiplyExact(samples, 1_000_000_000L / SAMPLE_RATE));
  }
}
