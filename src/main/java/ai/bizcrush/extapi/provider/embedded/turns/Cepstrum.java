package ai.bizcrush.extapi.provider.embedded.turns;

import ai.bizcrush.extapi.engine.Recording;
import java.util.Arrays;

/**
 * Mel-frequency cepstral coefficients 1 to 12 of a frame: 25 ms, pre-emphasis 0.97, a Hamming
 * window, 26 triangular filters from 100 to 7600 Hz. The zeroth, the loudness, says nothing of who
 * speaks. For one thread.
 */
final class Cepstrum {

  static final int COEFFICIENTS = 12;
  static final int WINDOW = Recording.SAMPLE_RATE / 40;

  private static final int FILTERS = 26;
  private static final int BINS = Fourier.SIZE / 2 + 1;
  private static final double[] HAMMING = new double[WINDOW];
  private static final double[] EDGES = new double[FILTERS + 2];
  private static final double[][] COSINES = new double[COEFFICIENTS][FILTERS];

  static {
    for (int i = 0; i < WINDOW; i++) {
      HAMMING[i] = 0.54 - 0.46 * Math.cos(2 * Math.PI * i / (WINDOW - 1));
    }
    for (int i = 0; i < EDGES.length; i++) {
      double mel = mel(100) + (mel(7600) - mel(100)) * i / (FILTERS + 1);
      EDGES[i] = 700 * (Math.pow(10, mel / 2595) - 1) * Fourier.SIZE / Recording.SAMPLE_RATE;
    }
    for (int c = 0; c < COEFFICIENTS; c++) {
      for (int f = 0; f < FILTERS; f++) {
        COSINES[c][f] = Math.cos(Math.PI * (c + 1) * (f + 0.5) / FILTERS);
      }
    }
  }

  private final Fourier fourier = new Fourier();
  private final double[] frame = new double[Fourier.SIZE];
  private final double[] power = new double[BINS];
  private final double[] mels = new double[FILTERS];

  /** Writes the coefficients of the window that begins at {@code from} to {@code target}. */
  void of(short[] samples, int from, double[] target) {
    for (int i = 0; i < WINDOW; i++) {
      double before = from + i == 0 ? 0 : samples[from + i - 1];
      frame[i] = (samples[from + i] - 0.97 * before) * HAMMING[i];
    }
    fourier.power(frame, power);
    filter();
    for (int c = 0; c < COEFFICIENTS; c++) {
      double sum = 0;
      for (int f = 0; f < FILTERS; f++) {
        sum += COSINES[c][f] * mels[f];
      }
      target[c] = sum;
    }
  }

  private void filter() {
    Arrays.fill(mels, 1);
    int upper = 1;
    for (int bin = (int) Math.ceil(EDGES[0]); bin < EDGES[FILTERS + 1]; bin++) {
      while (bin > EDGES[upper]) {
        upper++;
      }
      double rising = (bin - EDGES[upper - 1]) / (EDGES[upper] - EDGES[upper - 1]);
      if (upper <= FILTERS) {
        mels[upper - 1] += rising * power[bin];
      }
      if (upper >= 2) {
        mels[upper - 2] += (1 - rising) * power[bin];
      }
    }
    for (int f = 0; f < FILTERS; f++) {
      mels[f] = Math.log(mels[f]);
    }
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }
}
