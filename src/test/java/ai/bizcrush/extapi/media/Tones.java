package ai.bizcrush.extapi.media;

import java.time.Duration;
import java.util.Random;

/** Made-up sound in canonical PCM, and ways to compare what became of it. */
public final class Tones {

  private Tones() {}

  /** A tone that glides from 200 to 1200 Hz, a third of full scale: no two moments sound alike. */
  public static byte[] glide(Duration length) {
    int samples = (int) CanonicalPcm.samplesIn(length);
    byte[] pcm = new byte[samples * CanonicalPcm.SAMPLE_BYTES];
    double phase = 0;
    for (int i = 0; i < samples; i++) {
      double hertz = 200 + 1000.0 * i / samples;
      phase += 2 * Math.PI * hertz / CanonicalPcm.SAMPLE_RATE;
      put(pcm, i, (short) (Math.sin(phase) * Short.MAX_VALUE / 3));
    }
    return pcm;
  }

  /** Nothing to hear. */
  public static byte[] silence(Duration length) {
    return new byte[(int) CanonicalPcm.samplesIn(length) * CanonicalPcm.SAMPLE_BYTES];
  }

  /** Bytes without any meaning; the same for the same seed. */
  public static byte[] noise(int bytes, long seed) {
    byte[] noise = new byte[bytes];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  /** Root mean square of the samples, full scale = 1. */
  public static double loudness(byte[] pcm) {
    double sum = 0;
    int samples = pcm.length / 2;
    for (int i = 0; i < samples; i++) {
      double value = sample(pcm, i) / 32768.0;
      sum += value * value;
    }
    return Math.sqrt(sum / Math.max(1, samples));
  }

  /** How alike two sounds are, 0 to 1, when the second may lag or lead by up to 50 ms. */
  public static double likeness(byte[] expected, byte[] actual) {
    return likeness(expected, actual, CanonicalPcm.SAMPLE_RATE / 20);
  }

  /** The same with up to {@code lag} samples of lag or lead. */
  public static double likeness(byte[] expected, byte[] actual, int lag) {
    int samples = Math.min(expected.length, actual.length) / 2 - 2 * lag;
    double best = 0;
    for (int shift = -lag; shift <= lag; shift++) {
      double product = 0;
      double left = 0;
      double right = 0;
      for (int i = lag; i < samples; i += 3) {
        double a = sample(expected, i);
        double b = sample(actual, i + shift);
        product += a * b;
        left += a * a;
        right += b * b;
      }
      best = Math.max(best, product / Math.sqrt(left * right + 1));
    }
    return best;
  }

  static short sample(byte[] pcm, int index) {
    return (short) ((pcm[2 * index] & 0xff) | (pcm[2 * index + 1] << 8));
  }

  private static void put(byte[] pcm, int index, short value) {
    pcm[2 * index] = (byte) value;
    pcm[2 * index + 1] = (byte) (value >> 8);
  }
}
