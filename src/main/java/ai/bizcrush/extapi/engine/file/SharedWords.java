package ai.bizcrush.extapi.engine.file;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The words that two hearings of one stretch agree on, in order: their longest common subsequence,
 * of words whose times do not lie far apart.
 */
final class SharedWords {

  /** Words are estimated to lie anywhere in an utterance where the engine times none. */
  private static final Duration FAR = Duration.ofSeconds(4);

  private final List<Token> left;
  private final List<Token> right;
  private final Set<Pair> pairs = new LinkedHashSet<>();

  private record Pair(int left, int right) {}

  private SharedWords(List<Token> left, List<Token> right) {
    this.left = left;
    this.right = right;
  }

  static SharedWords of(List<Token> left, List<Token> right) {
    var shared = new SharedWords(left, right);
    shared.align();
    return shared;
  }

  /**
   * The seam behind the agreed word that is nearest to a moment, by preference one that is followed
   * by another agreed word, for nothing can be lost between two of them.
   */
  Optional<Seam> nearest(Duration moment) {
    return pairs.stream()
        .min(
            Comparator.comparing((Pair pair) -> !isFollowed(pair))
                .thenComparing(pair -> distance(pair, moment)))
        .map(this::behind);
  }

  private Seam behind(Pair pair) {
    return new Seam(behind(left, pair.left()), behind(right, pair.right()));
  }

  /** Between a word and the next, so that times which are equal up to rounding do not matter. */
  private static Duration behind(List<Token> tokens, int index) {
    Duration middle = tokens.get(index).middle();
    return index + 1 < tokens.size()
        ? middle.plus(tokens.get(index + 1).middle()).dividedBy(2)
        : middle;
  }

  private boolean isFollowed(Pair pair) {
    return pairs.contains(new Pair(pair.left() + 1, pair.right() + 1));
  }

  private Duration distance(Pair pair, Duration moment) {
    return behind(pair).leftUntil().minus(moment).abs();
  }

  private void align() {
    int[][] longest = new int[left.size() + 1][right.size() + 1];
    List<String> leftKeys = left.stream().map(Token::key).toList();
    List<String> rightKeys = right.stream().map(Token::key).toList();
    var matches = new boolean[left.size()][right.size()];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        matches[i][j] =
            !leftKeys.get(i).isEmpty()
                && leftKeys.get(i).equals(rightKeys.get(j))
                && isNear(left.get(i), right.get(j));
        longest[i][j] =
            matches[i][j]
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    for (int i = 0, j = 0; i < left.size() && j < right.size(); ) {
      if (matches[i][j]) {
        pairs.add(new Pair(i++, j++));
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  private static boolean isNear(Token one, Token other) {
    return one.middle().minus(other.middle()).abs().compareTo(FAR) <= 0;
  }
}
