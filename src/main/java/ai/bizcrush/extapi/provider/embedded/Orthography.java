package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.LiveWord;
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
      written.add(
          new Word(
              spelled(word.text(), written.isEmpty()),
              within(turn.heard().start().plus(word.start()), from, to),
              within(turn.heard().start().plus(word.end()), from, to),
              word.confidence()));
    }
    return written;
  }

  /** The same for what is being spoken: with leading spaces, within the time that was heard. */
  static List<LiveWord> live(List<Word> spoken, long startMs, long heardMs) {
    var written = new ArrayList<LiveWord>(spoken.size());
    for (Word word : spoken) {
      written.add(
          new LiveWord(
              " " + spelled(word.text(), written.isEmpty()),
              Math.min(startMs + word.start().toMillis(), heardMs),
              Math.min(startMs + word.end().toMillis(), heardMs),
              word.confidence(),
              "",
              "en"));
    }
    return written;
  }

  private static String spelled(String word, boolean first) {
    return first || word.equals("i") || word.startsWith("i'") ? capitalised(word) : word;
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
