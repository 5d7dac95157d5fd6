package ai.bizcrush.extapi.transcription.live.session;

import java.util.HashMap;
import java.util.Map;

/**
 * The speaker numbers of a stream. The first engine's numbers pass through. Each later session
 * counts anew: its labels are matched by words that both heard, and a voice that cannot be matched
 * gets a new number.
 */
final class Speakers {

  private final Map<String, String> labels = new HashMap<>();
  private boolean passThrough;
  private int next;

  /**
   * @param taken how many numbers were given away before
   */
  Speakers(int taken) {
    next = taken;
    passThrough = taken == 0;
  }

  /** Another engine session begins. */
  void newSession() {
    passThrough = next == 0;
    labels.clear();
  }

  /** A label spoke a word that is known to be this speaker's. */
  void match(String label, String speaker) {
    if (!passThrough && !label.isEmpty() && !speaker.isEmpty()) {
      labels.putIfAbsent(label, speaker);
    }
  }

  /** The stream's number of a label. */
  String of(String label) {
    String known = labels.get(label);
    if (known != null || label.isEmpty()) {
      return known == null ? "" : known;
    }
    String number = passThrough && isNumber(label) ? label : Integer.toString(next);
    labels.put(label, number);
    next = Math.max(next, Integer.parseInt(number) + 1);
    return number;
  }

  private static boolean isNumber(String label) {
    return label.length() < 6 && label.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
