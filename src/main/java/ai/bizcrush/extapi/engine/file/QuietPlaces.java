package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.Recording;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Finds where nobody speaks, by energy alone: reads a stretch once, with a frame in memory. */
final class QuietPlaces {

  /** 20 ms. */
  private static final int FRAME = Recording.SAMPLE_RATE / 50;

  /** Between sentences a pause lasts 300 ms at least. */
  private static final int PAUSE = 15;

  /** The middle of the quietest pause between two samples. */
  long quietest(Recording recording, long from, long to) {
    double[] energies = energies(recording.slice(from, to));
    if (energies.length == 0) {
      return from;
    }
    int pause = Math.min(PAUSE, energies.length);
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    int first = 0;
    int last = 0;
    for (int i = 0; i < energies.length; i++) {
      sum += energies[i];
      if (i < pause - 1) {
        continue;
      }
      if (sum < least) {
        least = sum;
        first = i;
        last = i;
      } else if (sum == least && last == i - 1) {
        last = i;
      }
      sum -= energies[i - pause + 1];
    }
    return from + ((first + last + 2 - pause) / 2) * (long) FRAME;
  }

  private static double[] energies(Recording stretch) {
    var energies = new double[Math.toIntExact(stretch.samples() / FRAME)];
    byte[] frame = new byte[FRAME * Recording.SAMPLE_BYTES];
    int frames = 0;
    try (var in = new BufferedInputStream(stretch.open())) {
      while (frames < energies.length && in.readNBytes(frame, 0, frame.length) == frame.length) {
        energies[frames++] = energy(frame);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(energies, frames);
  }

  /** A whole number, which sums and differences of doubles keep exactly. */
  private static double energy(byte[] frame) {
    double sum = 0;
    for (int i = 0; i < frame.length; i += Recording.SAMPLE_BYTES) {
      int sample = (frame[i] & 0xFF) | (frame[i + 1] << 8);
      sum += (double) sample * sample;
    }
    return sum;
  }
}
