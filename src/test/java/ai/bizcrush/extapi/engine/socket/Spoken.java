package ai.bizcrush.extapi.engine.socket;

import java.util.List;

/**
 * A word that a scripted engine hears, whatever the audio is.
 *
 * @param startMs on the clock of the audio
 * @param speaker the first is 0
 */
public record Spoken(String text, long startMs, long endMs, int speaker) {

  /** Two speakers: two utterances a second and a half apart, and silence after them. */
  public static final List<Spoken> CONVERSATION =
      List.of(
          new Spoken("Good", 400, 700, 0),
          new Spoken("morning,", 800, 1300, 0),
          new Spoken("everybody.", 1400, 2000, 0),
          new Spoken("Hello.", 3500, 4100, 1));

  /** The words that have begun and not ended before the others. */
  public static List<Spoken> between(List<Spoken> words, long fromMs, long toMs) {
    return words.stream().filter(w -> w.startMs >= fromMs && w.startMs < toMs).toList();
  }
}
