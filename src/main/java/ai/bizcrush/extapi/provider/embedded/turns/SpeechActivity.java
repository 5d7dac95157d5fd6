package ai.bizcrush.extapi.provider.embedded.turns;

import java.util.ArrayList;
import java.util.List;

/**
 * Where somebody may be speaking: frames that stand out of the background of the half minute around
 * them, joined over the short closures within words. What does not speak but is loud is sorted out
 * later, by its lack of a voice.
 */
final class SpeechActivity {

  /** Gaps up to this are part of speech: closures of stops, and the quiet ends of words. */
  private static final int CLOSURE = 18;

  private static final int SHORTEST = 6;
  private static final int BLOCK = 1000;
  private static final int ABOVE_BACKGROUND = 6;
  private static final double SHARE_OF_RANGE = 0.35;

  /** Nothing quieter than this is speech: about 13 quantisation steps. */
  private static final int FLOOR = 22;

  /** Speech of one recording is not further than this below its loudest. */
  private static final int RANGE = 25;

  private final Loudness loudness;
  private final int[][] histograms;
  private final int peak;

  private SpeechActivity(Loudness loudness) {
    this.loudness = loudness;
    histograms = new int[(loudness.length() + BLOCK - 1) / BLOCK][Loudness.LEVELS];
    for (int i = 0; i < loudness.length(); i++) {
      histograms[i / BLOCK][loudness.at(i)]++;
    }
    peak = percentile(0, histograms.length, 0.95);
  }

  /** The stretches, in order, not touching each other. */
  static List<Stretch> of(Loudness loudness) {
    return loudness.length() == 0 ? List.of() : new SpeechActivity(loudness).stretches();
  }

  private List<Stretch> stretches() {
    var found = new ArrayList<Stretch>();
    int first = -1;
    int last = -1;
    int threshold = 0;
    for (int i = 0; i < loudness.length(); i++) {
      if (i % BLOCK == 0) {
        threshold = threshold(i / BLOCK);
      }
      if (loudness.at(i) < threshold) {
        continue;
      }
      if (first >= 0 && i - last > CLOSURE) {
        add(found, first, last);
        first = i;
      } else if (first < 0) {
        first = i;
      }
      last = i;
    }
    if (first >= 0) {
      add(found, first, last);
    }
    return found;
  }

  private static void add(List<Stretch> found, int first, int last) {
    if (last - first + 1 >= SHORTEST) {
      found.add(new Stretch(first, last + 1));
    }
  }

  private int threshold(int block) {
    int from = Math.max(0, block - 1);
    int to = Math.min(block + 2, histograms.length);
    int quiet = percentile(from, to, 0.1);
    int loud = Math.max(percentile(from, to, 0.95), peak - RANGE);
    int above = (int) Math.max(ABOVE_BACKGROUND, SHARE_OF_RANGE * (loud - quiet));
    return Math.max(FLOOR, quiet + above);
  }

  private int percentile(int from, int to, double share) {
    long total = 0;
    var sum = new int[Loudness.LEVELS];
    for (int block = from; block < to; block++) {
      for (int level = 0; level < sum.length; level++) {
        sum[level] += histograms[block][level];
        total += histograms[block][level];
      }
    }
    long below = 0;
    for (int level = 0; level < sum.length; level++) {
      below += sum[level];
      if (below > share * total) {
        return level;
      }
    }
    return Loudness.LEVELS - 1;
  }
}
