package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.LiveWord;
import java.util.ArrayList;
import java.util.List;

/** Finals are said once each; a message that repeats those of the one before says nothing new. */
final class Repeats {

  private final List<LiveWord> last = new ArrayList<>();

  /** The finals, or none when these were said before: the same words at the same times. */
  List<LiveWord> without(List<LiveWord> finals) {
    if (finals.isEmpty()) {
      return finals;
    }
    boolean timed = finals.getFirst().startMs() >= 0;
    if (timed && finals.equals(last)) {
      return List.of();
    }
    last.clear();
    last.addAll(finals);
    return finals;
  }
}
