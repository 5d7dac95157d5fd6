package ai.bizcrush.extapi.provider.embedded;

import edu.cmu.sphinx.result.Edge;
import edu.cmu.sphinx.result.Lattice;
import edu.cmu.sphinx.result.LatticeOptimizer;
import edu.cmu.sphinx.result.Node;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.util.LogMath;
import java.util.Collection;
import java.util.List;

/**
 * How probable the words of a result are, among everything else that the search still held
 * possible: the posterior probabilities of the word lattice. The acoustic scores of neighbouring
 * frames are far from independent, so that the plain posteriors are nearly always 1; scaling all
 * scores by about the inverse of the language weight is the usual remedy and tells right from wrong
 * words.
 */
final class WordPosteriors {

  private static final double SCALE = 0.08;

  private final Collection<Node> nodes;

  private WordPosteriors(Collection<Node> nodes) {
    this.nodes = nodes;
  }

  static WordPosteriors of(Result result) {
    try {
      var lattice = new Lattice(result);
      new LatticeOptimizer(lattice).optimize();
      for (Edge edge : lattice.getEdges()) {
        edge.setAcousticScore(edge.getAcousticScore() * SCALE);
        edge.setLMScore(edge.getLMScore() * SCALE);
      }
      lattice.computeNodePosteriors(1);
      return new WordPosteriors(lattice.getNodes());
    } catch (NullPointerException noPath) {
      // sphinx4 makes a lattice without an end when no word reached the last frame
      return new WordPosteriors(List.of());
    }
  }

  /** From 0 to 1; 0 when unknown. Times are milliseconds of the stretch. */
  double of(String spelling, long start, long end) {
    double sum = 0;
    for (Node node : nodes) {
      if (node.getWord().getSpelling().equals(spelling) && mostly(node, start, end)) {
        sum += LogMath.getLogMath().logToLinear((float) node.getPosterior());
      }
    }
    return sum >= 0 ? Math.min(1, sum) : 0;
  }

  private static boolean mostly(Node node, long start, long end) {
    long common = Math.min(end, node.getEndTime()) - Math.max(start, node.getBeginTime());
    return 2 * common > end - start;
  }
}
