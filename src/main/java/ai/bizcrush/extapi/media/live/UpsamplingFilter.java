package ai.bizcrush.extapi.media.live;

/**
 * The low-pass filter between 16 and 24 kHz: a sinc under a Kaiser window, at their common multiple
 * of 48 kHz, cut into the three phases of the new samples. Where 2q is the number of the first
 * sample of a pair, new sample 3q + r is the sum over pairs e around it of {@code firsts[r][e]}
 * times its first and {@code seconds[r][e]} times its second sample.
 */
final class UpsamplingFilter {

  static final int PHASES = 3;

  /** Pairs on either side. */
  static final int REACH = 12;

  /** Of the prototype at 48 kHz: 143 taps. */
  private static final int HALF_LENGTH = 71;

  /** Of 48 kHz: half of the lower rate. */
  private static final double CUT_OFF = 8.0 / 48;

  /** 80 dB. */
  private static final double KAISER_BETA = 7.857;

  static final float[][] FIRSTS = new float[PHASES][];
  static final float[][] SECONDS = new float[PHASES][];

  static {
    for (int r = 0; r < PHASES; r++) {
      double[] first = taps(2 * r);
      double[] second = taps(2 * r - 3);
      double sum = sum(first) + sum(second);
      FIRSTS[r] = scaled(first, 1 / sum);
      SECONDS[r] = scaled(second, 1 / sum);
    }
  }

  private UpsamplingFilter() {}

  /** Samples of a pair lie 3 apart at 48 kHz, pairs 6, new samples 2. */
  private static double[] taps(int position) {
    var taps = new double[2 * REACH + 1];
    for (int e = -REACH; e <= REACH; e++) {
      taps[e + REACH] = prototype(position - 6 * e);
    }
    return taps;
  }

  private static double prototype(int n) {
    if (Math.abs(n) > HALF_LENGTH) {
      return 0;
    }
    double x = (double) n / (HALF_LENGTH + 1);
    double angle = 2 * Math.PI * CUT_OFF * n;
    double sinc = n == 0 ? 1 : Math.sin(angle) / angle;
    return sinc * bessel(KAISER_BETA * Math.sqrt(1 - x * x));
  }

  /** The modified Bessel function of the first kind and order zero, by its series. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-16; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }

  private static double sum(double[] taps) {
    double sum = 0;
    for (double tap : taps) {
      sum += tap;
    }
    return sum;
  }

  private static float[] scaled(double[] taps, double factor) {
    var scaled = new float[taps.length];
    for (int i = 0; i < taps.length; i++) {
      scaled[i] = (float) (taps[i] * factor);
    }
    return scaled;
  }
}
