package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.Recording;
import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds sphinx4's front end with one stretch of samples: start, samples, end, and then nothing. A
 * little noise is added, always the same: the logarithm of digital silence would drown the words
 * beside it.
 */
final class StretchSource extends BaseDataProcessor {

  private static final int BLOCK = Recording.SAMPLE_RATE / 10;
  private static final int DITHER = 4;

  private final Supplier<short @Nullable []> blocks;
  private final Random dither = new Random(0);
  private long next;
  private boolean started;
  private boolean ended;

  /**
   * @param blocks gives what comes next, waiting for it where it must; null after the last
   */
  StretchSource(Supplier<short @Nullable []> blocks) {
    this.blocks = blocks;
  }

  static StretchSource of(short[] samples) {
    return new StretchSource(
        new Supplier<>() {
          private int from;

          @Override
          public short @Nullable [] get() {
            int to = Math.min(from + BLOCK, samples.length);
            short[] block = from < to ? Arrays.copyOfRange(samples, from, to) : null;
            from = to;
            return block;
          }
        });
  }

  @Override
  public @Nullable Data getData() {
    if (!started) {
      started = true;
      return new DataStartSignal(Recording.SAMPLE_RATE);
    }
    if (ended) {
      return null;
    }
    short[] block = blocks.get();
    if (block != null) {
      return dithered(block);
    }
    ended = true;
    return new DataEndSignal(next * 1000 / Recording.SAMPLE_RATE);
  }

  private Data dithered(short[] block) {
    var values = new double[block.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = block[i] + dither.nextInt(2 * DITHER + 1) - DITHER;
    }
    var data = new DoubleData(values, Recording.SAMPLE_RATE, next);
    next += values.length;
    return data;
  }
}
