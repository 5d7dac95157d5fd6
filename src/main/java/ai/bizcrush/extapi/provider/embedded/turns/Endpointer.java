package ai.bizcrush.extapi.provider.embedded.turns;

import java.util.Arrays;

/**
 * Tells speech from silence while it is spoken, 10 ms at a time. A frame is loud when it stands out
 * of the background of the last seconds; speech begins when much of the last third of a second was
 * loud and some of it had a voice, and ends after a pause. An utterance that becomes long ends at
 * shorter pauses, one that becomes too long without any.
 *
 * <p>Not for two threads.
 */
public final class Endpointer {

  /**
   * Frames that are looked at for a beginning: speech may have begun this long before it is
   * noticed.
   */
  public static final int LOOK_BACK = 32;

  /** A pause that ends an utterance. */
  private static final int PAUSE = 60;

  /** From this length on this pause will do. */
  private static final int LONG = 600;

  private static final int SHORT_PAUSE = 15;

  /** What the recogniser needs grows by nearly 30 MiB a second. */
  private static final int LONGEST = 1000;

  private static final int FEWEST_LOUD = 7;
  private static final int FEWEST_VOICED = 3;

  /** Every so many frames the voice is looked for: it costs more than all the rest. */
  private static final int VOICE_EVERY = 2;

  private static final int WINDOW_SAMPLES = Pitch.REACH + Samples.PER_FRAME;

  private final Background background = new Background();
  private final Level level = new Level();
  private final Pitch pitch = new Pitch();
  private final short[] window = new short[WINDOW_SAMPLES];
  private final boolean[] loud = new boolean[LOOK_BACK];
  private final boolean[] voiced = new boolean[LOOK_BACK];

  private int frame;
  private int sinceLoud;
  private int length;
  private boolean speech;

  /** A frame of {@link Samples#PER_FRAME} samples; whether it belongs to an utterance. */
  public boolean hear(short[] samples) {
    System.arraycopy(window, Samples.PER_FRAME, window, 0, WINDOW_SAMPLES - Samples.PER_FRAME);
    System.arraycopy(samples, 0, window, WINDOW_SAMPLES - Samples.PER_FRAME, Samples.PER_FRAME);
    int decibels = level.of(samples);
    background.add(decibels);
    boolean nowLoud = decibels >= background.threshold();
    int at = frame++ % LOOK_BACK;
    loud[at] = nowLoud;
    voiced[at] = nowLoud && !speech && frame % VOICE_EVERY == 0 && pitch.of(window, 0) > 0;
    if (speech) {
      within(nowLoud);
    } else if (count(loud) >= FEWEST_LOUD && count(voiced) >= FEWEST_VOICED) {
      speech = true;
      sinceLoud = 0;
      length = LOOK_BACK;
    }
    return speech;
  }

  private void within(boolean nowLoud) {
    length++;
    sinceLoud = nowLoud ? 0 : sinceLoud + 1;
    if (sinceLoud >= (length > LONG ? SHORT_PAUSE : PAUSE) || length >= LONGEST) {
      rest();
    }
  }

  /** The utterance is over, whoever decided it; what was heard before begins no other. */
  public void rest() {
    speech = false;
    Arrays.fill(loud, false);
    Arrays.fill(voiced, false);
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }
}
