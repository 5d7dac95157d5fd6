package ai.bizcrush.extapi.provider.embedded.turns;

import ai.bizcrush.extapi.engine.Recording;

/**
 * The fundamental frequency of a frame by normalised cross-correlation, at half the sampling rate:
 * the shortest lag that is about as good as the best one, from 60 to 400 Hz.
 */
final class Pitch {

  /** How many samples after the beginning of a frame are looked at. */
  static final int REACH = 600;

  private static final int RATE = Recording.SAMPLE_RATE / 2;
  private static final int WINDOW = RATE / 50;
  private static final int SHORTEST = RATE / 400;
  private static final int LONGEST = RATE / 60;
  private static final double VOICED = 0.6;
  private static final double CLEARLY_BETTER = 1.03;

  private final double[] half = new double[REACH / 2];

  /** In Hertz, 0 where there is no voice; {@code from} has {@link #REACH} samples after it. */
  double of(short[] samples, int from) {
    for (int i = 0; i < half.length; i++) {
      half[i] = samples[from + 2 * i] + samples[from + 2 * i + 1];
    }
    double here = energy(0);
    double there = energy(SHORTEST);
    double best = VOICED;
    int bestLag = 0;
    for (int lag = SHORTEST; lag <= LONGEST; lag++) {
      double likeness = product(lag) / Math.sqrt((here + 1) * (there + 1));
      if (likeness > best * (bestLag == 0 ? 1 : CLEARLY_BETTER)
          || climbing(lag, bestLag, likeness, best)) {
        best = likeness;
        bestLag = lag;
      }
      there += half[lag + WINDOW] * half[lag + WINDOW] - half[lag] * half[lag];
    }
    return bestLag == 0 ? 0 : RATE / refined(bestLag);
  }

  /** On the slope of the same peak every step counts. */
  private static boolean climbing(int lag, int bestLag, double likeness, double best) {
    return bestLag == lag - 1 && likeness > best;
  }

  /** Where a parabola through the peak and its neighbours has its top. */
  private double refined(int lag) {
    double before = product(lag - 1);
    double at = product(lag);
    double after = product(lag + 1);
    double curve = before - 2 * at + after;
    return curve < 0 ? lag + Math.clamp((before - after) / (2 * curve), -0.5, 0.5) : lag;
  }

  private double energy(int lag) {
    double sum = 0;
    for (int i = lag; i < lag + WINDOW; i++) {
      sum += half[i] * half[i];
    }
    return sum;
  }

  private double product(int lag) {
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      sum += half[i] * half[i + lag];
    }
    return sum;
  }
}
