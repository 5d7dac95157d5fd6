package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.provider.embedded.turns.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a turn as they are read: on the recording's clock, the first one and "I" with a
 * capital. Nothing else is known of how they are written, so nothing else is added.
 */
final class Orthography {

  private Orthography() {}

  static List<Word> of(List<Word> spoken, Turn turn) {
    Duration from = turn.speech().start();
    Duration to = turn.speech().end();
    var written = new ArrayList<Word>(spoken.size());
    for (Word word : spoken) {
      boolean capital =
          written.isEmpty() || word.text().equals("i") || word.text().startsWith("i'");
      written.add(
          new Word(
              capital ? capitalised(word.text()) : word.text(),
              within(turn.heard().start().plus(word.start()), from, to),
              within(turn.heard().start().plus(word.end()), from, to),
              word.confidence()));
    }
    return written;
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** What is heard includes a little silence, into which the recogniser stretches words. */
  private static Duration within(Duration time, Duration from, Duration to) {
    if (time.compareTo(from) < 0) {
      return from;
    }
    return time.compareTo(to) > 0 ? to : time;
  }
}
