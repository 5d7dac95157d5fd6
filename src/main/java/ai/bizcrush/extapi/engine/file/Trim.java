package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.Utterance;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Takes a run of an utterance's words. */
final class Trim {

  private Trim() {}

  /** The utterance with the words that are wanted, from the first to the last; none: nothing. */
  static Stream<Utterance> to(Utterance utterance, Predicate<Token> wanted) {
    List<Token> tokens = Token.of(utterance);
    List<Token> kept = tokens.stream().filter(wanted).toList();
    if (kept.isEmpty()) {
      return Stream.empty();
    }
    if (kept.size() == tokens.size()) {
      return Stream.of(utterance);
    }
    int first = kept.getFirst().index();
    int last = kept.getLast().index();
    String text = Token.text(utterance);
    int from = first == 0 ? 0 : tokens.get(first).from();
    int to = last == tokens.size() - 1 ? text.length() : tokens.get(last + 1).from();
    return Stream.of(
        new Utterance(
            utterance.speaker(),
            text.substring(from, to).strip(),
            first == 0 ? utterance.start() : tokens.get(first).start(),
            last == tokens.size() - 1 ? utterance.end() : tokens.get(last).end(),
            utterance.confidence(),
            utterance.language(),
            utterance.words().isEmpty() ? List.of() : utterance.words().subList(first, last + 1)));
  }
}
