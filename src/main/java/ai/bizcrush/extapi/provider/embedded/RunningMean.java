package ai.bizcrush.extapi.provider.embedded;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes the mean off the cepstra while they come: the mean of the speech that this session has
 * heard so far. The first half second of a session is held back, and taken together with a usual
 * mean. sphinx4's own processor for this cannot forget, so that one caller's microphone would
 * colour another's words.
 */
public final class RunningMean extends BaseDataProcessor {

  private static final int HELD_BACK = 50;

  /** Of this front end's cepstra, over synthetic speech; and as how many frames it counts. */
  private static final double[] USUAL = {39, 0, -3, 7, -7, 0, -3, -2, -2, -3, 1, -1, 0};

  private static final int USUAL_FRAMES = 60;

  /** Older frames count less from here on: eight seconds of speech. */
  private static final int MEMORY = 800;

  /** A frame whose first coefficient, the energy, is greater than this is speech ... */
  private static final double LOUD = 25;

  /** ... or, where the microphone is quiet, no further below the loudest. */
  private static final double RANGE = 15;

  private final Deque<Data> held = new ArrayDeque<>();
  private final double[] sum = new double[USUAL.length];
  private double loudest;
  private int frames;
  private int counted;
  private boolean holding;

  public RunningMean() {
    forget();
  }

  /** Forgets the session. */
  void forget() {
    held.clear();
    Arrays.setAll(sum, i -> USUAL[i] * USUAL_FRAMES);
    loudest = 0;
    frames = USUAL_FRAMES;
    counted = 0;
    holding = true;
  }

  @Override
  public @Nullable Data getData() {
    Data data = held.isEmpty() ? getPredecessor().getData() : held.remove();
    if (data instanceof DataStartSignal && holding) {
      hold();
    } else if (data instanceof DoubleData cepstrum) {
      subtract(cepstrum.getValues());
    }
    return data;
  }

  /** Hears the beginning before it lets any of it pass. */
  private void hold() {
    holding = false;
    Data data;
    do {
      data = getPredecessor().getData();
      if (data == null) {
        break;
      }
      held.add(data);
      if (data instanceof DoubleData cepstrum) {
        loudest = Math.max(loudest, cepstrum.getValues()[0]);
        counted++;
      }
    } while (!(data instanceof DataEndSignal) && held.size() < HELD_BACK);
    for (Data one : held) {
      if (one instanceof DoubleData cepstrum) {
        count(cepstrum.getValues());
      }
    }
  }

  private void subtract(double[] cepstrum) {
    if (counted > 0) {
      counted--;
    } else {
      count(cepstrum);
    }
    for (int i = 0; i < cepstrum.length; i++) {
      cepstrum[i] -= sum[i] / frames;
    }
  }

  private void count(double[] cepstrum) {
    loudest = Math.max(loudest, cepstrum[0]);
    if (cepstrum[0] < Math.min(LOUD, loudest - RANGE)) {
      return;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += cepstrum[i];
    }
    frames++;
    if (frames > MEMORY) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] /= 2;
      }
      frames /= 2;
    }
  }
}
