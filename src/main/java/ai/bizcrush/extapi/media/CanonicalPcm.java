package ai.bizcrush.extapi.media;

import java.time.Duration;

/**
 * The one form in which samples travel inside the service: headerless, 16 kHz, one channel, signed
 * 16 bit, little-endian.
 */
public final class CanonicalPcm {

  /** Samples a second. */
  public static final int SAMPLE_RATE = 16_000;

  /** Bytes a sample. */
  public static final int SAMPLE_BYTES = 2;

  private CanonicalPcm() {}

  /** How many whole samples a stretch of time has. */
  public static long samplesIn(Duration time) {
    return Math.multiplyExact(time.toSeconds(), SAMPLE_RATE)
        + (long) time.toNanosPart() * SAMPLE_RATE / 1_000_000_000L;
  }

  /** How long {@code samples} samples are. */
  public static Duration timeOf(long samples) {
    return Duration.ofNanos(Math.multiplyExact(samples, 1_000_000_000L / SAMPLE_RATE));
  }
}
