package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.Utterance;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where one piece's hearing of a shared stretch ends and the next one's begins: each word of the
 * stretch is taken from one of them. In a pause that is the same moment in both; where someone
 * speaks on, both heard the same words at slightly different times, and the words decide.
 *
 * @param leftUntil words of the earlier piece whose middle is not later are taken
 * @param rightFrom words of the later piece whose middle is later are taken
 */
record Seam(Duration leftUntil, Duration rightFrom) {

  /** How far the times of two hearings of a word may lie apart. */
  private static final Duration JITTER = Duration.ofMillis(150);

  /**
   * The seam of two hearings.
   *
   * @param stretch the shared stretch
   * @param quiet the quiet place in it
   */
  static Seam between(
      List<Utterance> left, List<Utterance> right, Stretch stretch, Duration quiet) {
    if (Stream.concat(left.stream(), right.stream()).noneMatch(u -> reaches(u, quiet))) {
      return new Seam(quiet, quiet);
    }
    List<Token> leftTokens = tokens(left, stretch);
    List<Token> rightTokens = tokens(right, stretch);
    return SharedWords.of(leftTokens, rightTokens)
        .nearest(quiet)
        .orElseGet(() -> new Seam(quiet, quiet));
  }

  /** What the earlier piece contributes. */
  List<Utterance> before(List<Utterance> left) {
    return left.stream()
        .flatMap(
            u ->
                u.end().compareTo(leftUntil) <= 0
                    ? Stream.of(u)
                    : Trim.to(u, token -> token.middle().compareTo(leftUntil) <= 0))
        .toList();
  }

  /** What the later piece contributes. */
  List<Utterance> after(List<Utterance> right) {
    return right.stream()
        .flatMap(
            u ->
                u.start().compareTo(rightFrom) > 0
                    ? Stream.of(u)
                    : Trim.to(u, token -> token.middle().compareTo(rightFrom) > 0))
        .toList();
  }

  private static boolean reaches(Utterance utterance, Duration quiet) {
    if (utterance.words().isEmpty()) {
      return reaches(utterance.start(), utterance.end(), quiet);
    }
    return utterance.words().stream().anyMatch(w -> reaches(w.start(), w.end(), quiet));
  }

  private static boolean reaches(Duration start, Duration end, Duration quiet) {
    return start.minus(JITTER).compareTo(quiet) < 0 && end.plus(JITTER).compareTo(quiet) > 0;
  }

  private static List<Token> tokens(List<Utterance> utterances, Stretch stretch) {
    return utterances.stream()
        .filter(u -> stretch.touches(u.start(), u.end()))
        .flatMap(u -> Token.of(u).stream())
        .sorted(Comparator.comparing(Token::middle))
        .toList();
  }
}
