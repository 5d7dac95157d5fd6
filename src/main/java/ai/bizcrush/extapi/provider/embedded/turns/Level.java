package ai.bizcrush.extapi.provider.embedded.turns;

/** How loud a frame is, in whole decibels above one quantisation step, without what is constant. */
final class Level {

  private static final double DC_MEMORY = 0.995;

  private double before;
  private double centred;

  /** From 0 to {@link Loudness#LEVELS} - 1. */
  byte of(short[] samples) {
    return of(samples, 0, samples.length);
  }

  /** Of the samples from {@code from} (inclusive) to {@code to} (exclusive). */
  byte of(short[] samples, int from, int to) {
    double energy = 0;
    for (int i = from; i < to; i++) {
      centred = samples[i] - before + DC_MEMORY * centred;
      before = samples[i];
      energy += centred * centred;
    }
    double decibels = 10 * Math.log10(energy / (to - from) + 1);
    return (byte) Math.clamp(Math.round(decibels), 0, Loudness.LEVELS - 1);
  }
}
