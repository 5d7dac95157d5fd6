package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.Recording;
import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Feeds sphinx4's front end with one stretch of samples: start, samples, end, and then nothing. A
 * little noise is added, always the same: the logarithm of digital silence would drown the words
 * beside it.
 */
final class StretchSource extends BaseDataProcessor {

  private static final int BLOCK = Recording.SAMPLE_RATE / 10;
  private static final int DITHER = 4;

  private final short[] samples;
  private final Random dither = new Random(0);
  private int next;
  private boolean started;
  private boolean ended;

  StretchSource(short[] samples) {
    this.samples = samples;
  }

  @Override
  public @Nullable Data getData() {
    if (!started) {
      started = true;
      return new DataStartSignal(Recording.SAMPLE_RATE);
    }
    if (next < samples.length) {
      return block();
    }
    if (ended) {
      return null;
    }
    ended = true;
    return new DataEndSignal(samples.length * 1000L / Recording.SAMPLE_RATE);
  }

  private Data block() {
    var values = new double[Math.min(BLOCK, samples.length - next)];
    for (int i = 0; i < values.length; i++) {
      values[i] = samples[next + i] + dither.nextInt(2 * DITHER + 1) - DITHER;
    }
    var block = new DoubleData(values, Recording.SAMPLE_RATE, next);
    next += values.length;
    return block;
  }
}
