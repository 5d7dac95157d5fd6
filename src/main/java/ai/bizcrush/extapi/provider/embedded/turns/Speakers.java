package ai.bizcrush.extapi.provider.embedded.turns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells which of many short pieces of speech are of the same speaker: agglomerative clustering by
 * the likelihood of one Gaussian against two. Pieces are clustered block by block, then the
 * clusters of the blocks, and so on, so that the cost grows with the length of a recording and not
 * with its square.
 */
final class Speakers {

  private static final int BLOCK = 150;
  private static final int MOST_SPEAKERS = 10;

  /** A piece with fewer voiced frames than this goes with its neighbour. */
  private static final int FEWEST_FRAMES = 25;

  /** Who was heard for less than this is no speaker of his own where there is another. */
  private static final int SHORTEST_SPEAKER = 100;

  private final double[] whole;
  private final Runnable check;

  private Speakers(double[] whole, Runnable check) {
    this.whole = whole;
    this.check = check;
  }

  private static final class Cluster {
    private final List<Integer> pieces = new ArrayList<>();
    private Voice voice;
    private double spread;

    private Cluster(int piece, Voice voice, double spread) {
      pieces.add(piece);
      this.voice = voice;
      this.spread = spread;
    }
  }

  /** For each piece, in order of time, its speaker, numbered in order of first appearance. */
  static int[] of(List<Voice> pieces, Runnable check) {
    var speakers = new int[pieces.size()];
    Arrays.fill(speakers, -1);
    double[] whole = Voice.of(pieces).variances();
    int next = 0;
    for (Cluster cluster : new Speakers(whole, check).clusters(pieces)) {
      for (int piece : cluster.pieces) {
        speakers[piece] = next;
      }
      next++;
    }
    fillGaps(speakers);
    return byAppearance(speakers);
  }

  private List<Cluster> clusters(List<Voice> pieces) {
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      Voice voice = pieces.get(i);
      if (voice.frames() >= FEWEST_FRAMES) {
        clusters.add(new Cluster(i, voice, voice.spread(whole)));
      }
    }
    boolean more = true;
    while (more) {
      more = clusters.size() > BLOCK;
      var merged = new ArrayList<Cluster>();
      for (int from = 0; from < clusters.size(); from += BLOCK) {
        int to = Math.min(from + BLOCK, clusters.size());
        merged.addAll(merge(new ArrayList<>(clusters.subList(from, to)), !more));
      }
      clusters = merged;
    }
    return clusters;
  }

  /** Joins the two most alike until all differ; in the end also those that hardly spoke. */
  private List<Cluster> merge(List<Cluster> clusters, boolean last) {
    var distances = new double[clusters.size()][];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = new double[i];
      for (int j = 0; j < i; j++) {
        distances[i][j] = distance(clusters.get(i), clusters.get(j));
      }
    }
    while (clusters.size() > 1) {
      check.run();
      int[] pair = closest(clusters, distances);
      double closest = distances[pair[0]][pair[1]];
      if (closest >= 0 && clusters.size() <= MOST_SPEAKERS) {
        pair = last ? slightest(clusters, distances) : new int[0];
        if (pair.length == 0) {
          break;
        }
      }
      join(clusters, distances, pair[0], pair[1]);
    }
    return clusters;
  }

  private static int[] closest(List<Cluster> clusters, double[][] distances) {
    int[] pair = {1, 0};
    for (int i = 1; i < clusters.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (distances[i][j] < distances[pair[0]][pair[1]]) {
          pair = new int[] {i, j};
        }
      }
    }
    return pair;
  }

  /** The cluster that was heard least, if that is too little, and the one it is most like. */
  private static int[] slightest(List<Cluster> clusters, double[][] distances) {
    int slightest = 0;
    for (int i = 1; i < clusters.size(); i++) {
      if (clusters.get(i).voice.frames() < clusters.get(slightest).voice.frames()) {
        slightest = i;
      }
    }
    if (clusters.get(slightest).voice.frames() >= SHORTEST_SPEAKER) {
      return new int[0];
    }
    int[] pair = new int[0];
    double least = Double.MAX_VALUE;
    for (int i = 0; i < clusters.size(); i++) {
      int high = Math.max(i, slightest);
      int low = Math.min(i, slightest);
      if (high != low && distances[high][low] < least) {
        least = distances[high][low];
        pair = new int[] {high, low};
      }
    }
    return pair;
  }

  /** {@code high} goes into {@code low}, the last one into its place. */
  private void join(List<Cluster> clusters, double[][] distances, int high, int low) {
    Cluster kept = clusters.get(low);
    Cluster gone = clusters.get(high);
    kept.voice = Voice.of(List.of(kept.voice, gone.voice));
    kept.spread = kept.voice.spread(whole);
    kept.pieces.addAll(gone.pieces);
    int end = clusters.size() - 1;
    for (int i = 0; i < end; i++) {
      if (i < high) {
        distances[high][i] = distances[end][i];
      } else if (i > high) {
        distances[i][high] = distances[end][i];
      }
    }
    clusters.set(high, clusters.get(end));
    clusters.remove(end);
    for (int i = 0; i < clusters.size(); i++) {
      if (i != low) {
        distances[Math.max(i, low)][Math.min(i, low)] = distance(kept, clusters.get(i));
      }
    }
  }

  private double distance(Cluster a, Cluster b) {
    return a.voice.distance(a.spread, b.voice, b.spread, whole);
  }

  /** A piece without enough voice belongs to the piece before it; the first ones to the next. */
  private static void fillGaps(int[] speakers) {
    int before = Arrays.stream(speakers).filter(speaker -> speaker >= 0).findFirst().orElse(0);
    for (int i = 0; i < speakers.length; i++) {
      if (speakers[i] < 0) {
        speakers[i] = before;
      }
      before = speakers[i];
    }
  }

  private static int[] byAppearance(int[] speakers) {
    var order = new ArrayList<Integer>();
    for (int speaker : speakers) {
      if (!order.contains(speaker)) {
        order.add(speaker);
      }
    }
    return Arrays.stream(speakers).map(order::indexOf).toArray();
  }
}
