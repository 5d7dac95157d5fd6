package ai.bizcrush.extapi.provider.embedded.turns;

import java.util.Arrays;

/** The power spectrum of 512 real samples, radix 2, in place; for one thread. */
final class Fourier {

  static final int SIZE = 512;

  private static final double[] COS = new double[SIZE / 2];
  private static final double[] SIN = new double[SIZE / 2];
  private static final int[] REVERSED = new int[SIZE];

  static {
    for (int i = 0; i < SIZE / 2; i++) {
      COS[i] = Math.cos(-2 * Math.PI * i / SIZE);
      SIN[i] = Math.sin(-2 * Math.PI * i / SIZE);
    }
    int bits = Integer.numberOfTrailingZeros(SIZE);
    for (int i = 0; i < SIZE; i++) {
      REVERSED[i] = Integer.reverse(i) >>> (32 - bits);
    }
  }

  private final double[] re = new double[SIZE];
  private final double[] im = new double[SIZE];

  /** Fills {@code power} (257 values) from {@code frame} (512 values, zero-padded). */
  void power(double[] frame, double[] power) {
    for (int i = 0; i < SIZE; i++) {
      re[REVERSED[i]] = frame[i];
    }
    Arrays.fill(im, 0);
    for (int half = 1; half < SIZE; half *= 2) {
      butterflies(half);
    }
    for (int i = 0; i < power.length; i++) {
      power[i] = re[i] * re[i] + im[i] * im[i];
    }
  }

  private void butterflies(int half) {
    int stride = SIZE / (2 * half);
    for (int start = 0; start < SIZE; start += 2 * half) {
      for (int k = 0; k < half; k++) {
        int a = start + k;
        int b = a + half;
        double c = COS[k * stride];
        double s = SIN[k * stride];
        double x = re[b] * c - im[b] * s;
        double y = re[b] * s + im[b] * c;
        re[b] = re[a] - x;
        im[b] = im[a] - y;
        re[a] += x;
        im[a] += y;
      }
    }
  }
}
