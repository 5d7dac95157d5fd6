package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.provider.deepgram.ListenAnswer.Said;
import ai.bizcrush.extapi.provider.deepgram.ListenAnswer.SaidWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Puts words together to utterances: another speaker or a pause begins a new one. */
final class Turns {

  private static final double PAUSE_SECONDS = 1.2;

  private Turns() {}

  static List<Said> of(List<SaidWord> words) {
    var turns = new ArrayList<Said>();
    int first = 0;
    for (int i = 1; i <= words.size(); i++) {
      if (i == words.size() || begins(words.get(i - 1), words.get(i))) {
        turns.add(turn(words.subList(first, i)));
        first = i;
      }
    }
    return turns;
  }

  private static boolean begins(SaidWord before, SaidWord word) {
    if (!Objects.equals(before.speaker(), word.speaker())) {
      return true;
    }
    return before.end() != null
        && word.start() != null
        && word.start() - before.end() > PAUSE_SECONDS;
  }

  private static Said turn(List<SaidWord> words) {
    double confidence =
        words.stream()
            .mapToDouble(word -> word.confidence() == null ? 0 : word.confidence())
            .average()
            .orElse(0);
    return new Said(
        words.getFirst().start(),
        words.getLast().end(),
        words.stream().map(SaidWord::read).collect(Collectors.joining(" ")),
        confidence,
        words.getFirst().speaker(),
        List.copyOf(words));
  }
}
