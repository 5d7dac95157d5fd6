package ai.bizcrush.extapi.provider.embedded.turns;

import java.util.List;

/**
 * What a voice sounds like, as sufficient statistics of a Gaussian over the cepstrum and the
 * logarithm of the pitch of its voiced frames. Merging two voices is adding them; the frames
 * themselves are not kept.
 */
final class Voice {

  private static final int DIMENSIONS = Cepstrum.COEFFICIENTS + 1;

  /**
   * What a second Gaussian gains, in nats, even where only one speaks: about 170 for two stretches
   * of synthetic speech of any length, hardly ever more than this.
   */
  private static final double GAIN_OF_CHANCE = 330;

  /** And what it gains for each frame of the shorter stretch, because people change their tone. */
  private static final double GAIN_OF_TONE = 0.6;

  /** More frames than this (20 s) make nobody surer; else long talk would always be two people. */
  private static final double ENOUGH_FRAMES = 2000;

  /** The share of the variance of the whole recording that is added to that of a voice. */
  private static final double REGULARISATION = 0.02;

  private final double[] sum = new double[DIMENSIONS];
  private final double[][] products = new double[DIMENSIONS][];
  private int frames;

  Voice() {
    for (int i = 0; i < DIMENSIONS; i++) {
      products[i] = new double[i + 1];
    }
  }

  static Voice of(List<Voice> parts) {
    var all = new Voice();
    parts.forEach(part -> all.add(part, 1));
    return all;
  }

  /** The voice in {@code frames} frames of samples, which have {@link Pitch#REACH} more after. */
  static Voice in(short[] samples, int frames) {
    var voice = new Voice();
    var cepstrum = new Cepstrum();
    var pitch = new Pitch();
    var features = new double[DIMENSIONS];
    for (int i = 0; i < frames; i++) {
      int from = i * Samples.PER_FRAME;
      if (from + Pitch.REACH > samples.length) {
        break;
      }
      double hertz = pitch.of(samples, from);
      if (hertz > 0) {
        cepstrum.of(samples, from, features);
        features[Cepstrum.COEFFICIENTS] = Math.log(hertz);
        voice.add(features);
      }
    }
    return voice;
  }

  /** How many voiced frames it was heard in. */
  int frames() {
    return frames;
  }

  /** The variance of each dimension. */
  double[] variances() {
    var variances = new double[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      variances[i] = covariance(i, i, frames);
    }
    return variances;
  }

  /** The logarithm of the determinant of the covariance; {@code whole} are the recording's. */
  double spread(double[] whole) {
    return spread(frames, whole);
  }

  /**
   * How much better two Gaussians describe these two than one does, less what chance and a change
   * of tone explain: below zero they are one speaker. It is the likelihood ratio of the Bayesian
   * information criterion with a penalty by the shorter of the two, since that bounds what there is
   * to gain.
   *
   * @param spread this one's {@link #spread}
   */
  double distance(double spread, Voice other, double otherSpread, double[] whole) {
    double mine = Math.min(frames, ENOUGH_FRAMES);
    double theirs = Math.min(other.frames, ENOUGH_FRAMES);
    var both = new Voice();
    both.add(this, mine / frames);
    both.add(other, theirs / other.frames);
    double n = mine + theirs;
    double gain = 0.5 * (n * both.spread(n, whole) - mine * spread - theirs * otherSpread);
    return gain - GAIN_OF_CHANCE - GAIN_OF_TONE * Math.min(mine, theirs);
  }

  private void add(double[] features) {
    frames++;
    for (int i = 0; i < DIMENSIONS; i++) {
      sum[i] += features[i];
      for (int j = 0; j <= i; j++) {
        products[i][j] += features[i] * features[j];
      }
    }
  }

  private void add(Voice other, double weight) {
    frames += other.frames;
    for (int i = 0; i < DIMENSIONS; i++) {
      sum[i] += weight * other.sum[i];
      for (int j = 0; j <= i; j++) {
        products[i][j] += weight * other.products[i][j];
      }
    }
  }

  private double covariance(int i, int j, double n) {
    return products[i][j] / n - sum[i] / n * (sum[j] / n);
  }

  /** By Cholesky's decomposition. */
  private double spread(double n, double[] whole) {
    var root = new double[DIMENSIONS][DIMENSIONS];
    double logarithm = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = covariance(i, j, n);
        for (int k = 0; k < j; k++) {
          rest -= root[i][k] * root[j][k];
        }
        if (i == j) {
          double own = Math.max(1e-9, rest + REGULARISATION * whole[i]);
          root[i][i] = Math.sqrt(own);
          logarithm += Math.log(own);
        } else {
          root[i][j] = rest / root[j][j];
        }
      }
    }
    return logarithm;
  }
}
