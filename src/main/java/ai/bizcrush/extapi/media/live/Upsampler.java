package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.CanonicalPcm;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Turns the samples of one stream, in order, from 16 kHz to 24 kHz: one channel, signed 16 bit,
 * little-endian before and after. What comes out depends on the samples alone, not on how they were
 * cut. A sample keeps its time, and comes out once the 25 samples (1.6 ms) after it are known.
 * Frequencies up to 7 kHz pass; what mirrors them above 9 kHz is 80 dB down. Nothing is allocated
 * after the construction. Not for use by several threads at once.
 */
public final class Upsampler {

  /** Samples a second that come out: three for every two. */
  public static final int SAMPLE_RATE = 24_000;

  private static final int SAMPLE_BYTES = CanonicalPcm.SAMPLE_BYTES;
  private static final int GROUP_BYTES = UpsamplingFilter.PHASES * SAMPLE_BYTES;
  private static final int REACH = UpsamplingFilter.REACH;

  /** The most bytes that {@link #flush} writes. */
  public static final int HELD_BYTES = (REACH + 1) * GROUP_BYTES;

  /** What is around a pair that three new samples are made of, itself included, less one. */
  private static final int AROUND = 2 * REACH;

  /** Pairs at once: 20 ms, long enough for the compiler's vectors. */
  private static final int BLOCK = 160;

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** The first and the second samples of pairs, apart: the arithmetic goes in strides then. */
  private final float[] firsts = new float[AROUND + BLOCK + 1];

  private final float[] seconds = new float[AROUND + BLOCK];
  private final float[] sums = new float[BLOCK];

  /** Before the first sample there was silence. */
  private int pairs = REACH;

  /** A first sample waits for its second. */
  private boolean half;

  /** The most bytes that come out of {@link #resample} for so many that go in. */
  public static int mostBytes(int length) {
    return (length / SAMPLE_BYTES + 1) / 2 * GROUP_BYTES;
  }

  /**
   * Takes the next samples, whole ones.
   *
   * @param target where new samples go; {@link #mostBytes} are enough
   * @return how many bytes of {@code target} were written
   */
  public int resample(byte[] pcm, int offset, int length, byte[] target, int targetOffset) {
    if (length % SAMPLE_BYTES != 0) {
      throw new IllegalArgumentException("half a sample");
    }
    int at = targetOffset;
    for (int i = offset; i < offset + length; i += SAMPLE_BYTES) {
      add((short) SHORTS.get(pcm, i));
      if (pairs == AROUND + BLOCK) {
        at += groups(target, at);
      }
    }
    return at + groups(target, at) - targetOffset;
  }

  /**
   * No samples are coming: writes what was held back, as if silence followed, so that three samples
   * came out for every two that went in. Nothing goes in after that.
   *
   * @param target where the last samples go; {@link #HELD_BYTES} are enough
   * @return how many bytes of {@code target} were written
   */
  public int flush(byte[] target, int targetOffset) {
    boolean odd = half;
    if (odd) {
      add((short) 0);
    }
    for (int i = 0; i < AROUND; i++) {
      add((short) 0);
    }
    return groups(target, targetOffset) - (odd ? SAMPLE_BYTES : 0);
  }

  private void add(short sample) {
    if (half) {
      seconds[pairs++] = sample;
    } else {
      firsts[pairs] = sample;
    }
    half = !half;
  }

  /** Three new samples for each pair whose neighbours are known. */
  private int groups(byte[] target, int at) {
    int count = pairs - AROUND;
    if (count <= 0) {
      return 0;
    }
    for (int phase = 0; phase < UpsamplingFilter.PHASES; phase++) {
      filter(UpsamplingFilter.FIRSTS[phase], UpsamplingFilter.SECONDS[phase], count);
      for (int i = 0; i < count; i++) {
        SHORTS.set(target, at + i * GROUP_BYTES + phase * SAMPLE_BYTES, sample(sums[i]));
      }
    }
    System.arraycopy(firsts, count, firsts, 0, AROUND + 1);
    System.arraycopy(seconds, count, seconds, 0, AROUND);
    pairs = AROUND;
    return count * GROUP_BYTES;
  }

  private void filter(float[] firstTaps, float[] secondTaps, int count) {
    Arrays.fill(sums, 0, count, 0);
    for (int e = 0; e <= AROUND; e++) {
      float first = firstTaps[e];
      float second = secondTaps[e];
      for (int i = 0; i < count; i++) {
        sums[i] += first * firsts[i + e] + second * seconds[i + e];
      }
    }
  }

  private static short sample(float value) {
    return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
