package ai.bizcrush.extapi.provider.embedded.turns;

import ai.bizcrush.extapi.engine.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * How loud each frame of a recording is, in whole decibels above one quantisation step: a byte a
 * frame, so that three hours are one megabyte.
 */
record Loudness(byte[] frames) {

  /** Full scale is 90 dB. */
  static final int LEVELS = 91;

  private static final int FRAMES_AT_ONCE = 1000;

  static Loudness of(Recording recording, Runnable check) {
    var levels = new byte[Samples.frames(recording)];
    var bytes = new byte[FRAMES_AT_ONCE * Samples.PER_FRAME * Recording.SAMPLE_BYTES];
    var level = new Level();
    int frame = 0;
    try (InputStream in = recording.open()) {
      for (int n; (n = in.readNBytes(bytes, 0, bytes.length)) > 0; ) {
        check.run();
        short[] samples = Samples.decode(bytes, n);
        for (int from = 0; from < samples.length; from += Samples.PER_FRAME) {
          int to = Math.min(from + Samples.PER_FRAME, samples.length);
          levels[frame++] = level.of(samples, from, to);
        }
      }
    } catch (IOException e) {
      throw Samples.unreadable(e);
    }
    return new Loudness(Arrays.copyOf(levels, frame));
  }

  int length() {
    return frames.length;
  }

  int at(int frame) {
    return frames[frame];
  }

  /** The quietest frame from {@code from} (inclusive) to {@code to} (exclusive), smoothed a bit. */
  int quietest(int from, int to) {
    int best = from;
    int least = Integer.MAX_VALUE;
    for (int i = from; i < to; i++) {
      int around =
          frames[Math.max(0, i - 1)] + 2 * frames[i] + frames[Math.min(i + 1, length() - 1)];
      if (around < least) {
        least = around;
        best = i;
      }
    }
    return best;
  }
}
