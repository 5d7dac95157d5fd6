package ai.bizcrush.extapi.provider.embedded.turns;

/**
 * How loud it was in the last 20 s, and from which level on a frame stands out of that. At first,
 * when nothing is known yet, a quiet room is assumed.
 */
final class Background {

  private static final int FRAMES = 2000;
  private static final int ASSUMED_FRAMES = 40;
  private static final int ASSUMED_LEVEL = 15;
  private static final int ABOVE_BACKGROUND = 6;
  private static final double SHARE_OF_RANGE = 0.35;

  /** Nothing quieter than this is speech: about 13 quantisation steps. */
  private static final int FLOOR = 22;

  /** A voice is about this loud where none was heard yet. */
  private static final int LEAST_LOUD = 45;

  private static final int EVERY = 10;

  private final byte[] last = new byte[FRAMES];
  private final int[] histogram = new int[Loudness.LEVELS];
  private int frames;
  private int threshold = FLOOR + ABOVE_BACKGROUND;

  Background() {
    histogram[ASSUMED_LEVEL] = ASSUMED_FRAMES;
  }

  void add(int level) {
    int at = frames % FRAMES;
    if (frames >= FRAMES) {
      histogram[last[at]]--;
    }
    last[at] = (byte) level;
    histogram[level]++;
    if (frames++ % EVERY == 0) {
      threshold = compute();
    }
  }

  int threshold() {
    return threshold;
  }

  private int compute() {
    int total = ASSUMED_FRAMES + Math.min(frames, FRAMES);
    int quiet = percentile(total, 0.1);
    int loud = Math.max(percentile(total, 0.95), LEAST_LOUD);
    int above = (int) Math.max(ABOVE_BACKGROUND, SHARE_OF_RANGE * (loud - quiet));
    return Math.max(FLOOR, quiet + above);
  }

  private int percentile(int total, double share) {
    int below = 0;
    for (int level = 0; level < histogram.length; level++) {
      below += histogram[level];
      if (below > share * total) {
        return level;
      }
    }
    return Loudness.LEVELS - 1;
  }
}
