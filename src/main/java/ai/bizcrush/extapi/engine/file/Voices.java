package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.Utterance;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps the speakers' numbers of a transcript the same from piece to piece. An engine numbers the
 * voices of each piece anew; who speaks at the same time in the stretch that two pieces share is
 * the same person. A voice that is not heard there gets a number of its own: it may be one that was
 * heard long before, but a number never stands for two people.
 */
final class Voices {

  private int numbers;

  private record Match(String known, String heard, long together) {}

  /**
   * The numbers of a piece as those of the transcript.
   *
   * @param known what the transcript has of the shared stretch
   * @param heard what the next piece has
   */
  Map<String, String> numbers(List<Utterance> known, List<Utterance> heard, Stretch shared) {
    var numbers = matched(known, heard, shared);
    heard.stream()
        .map(Utterance::speaker)
        .distinct()
        .sorted(Comparator.comparingInt(Integer::parseInt))
        .forEach(speaker -> numbers.computeIfAbsent(speaker, _ -> String.valueOf(this.numbers++)));
    return numbers;
  }

  /** The first piece's numbers stand; later ones begin above them. */
  void begin(List<Utterance> first) {
    numbers = first.stream().mapToInt(u -> Integer.parseInt(u.speaker()) + 1).max().orElse(numbers);
  }

  /** Those who speak longest together first, each once, and not by a little that overlaps. */
  private static Map<String, String> matched(
      List<Utterance> known, List<Utterance> heard, Stretch shared) {
    var numbers = new HashMap<String, String>();
    Set<String> taken = new HashSet<>();
    speakers(known).stream()
        .flatMap(k -> speakers(heard).stream().map(h -> match(k, h, known, heard, shared)))
        .filter(match -> match.together() > 0)
        .filter(
            match ->
                2 * match.together()
                    > Math.min(
                        spoken(match.known(), known, shared), spoken(match.heard(), heard, shared)))
        .sorted(Comparator.comparingLong(Match::together).reversed())
        .forEach(
            match -> {
              if (!numbers.containsKey(match.heard()) && taken.add(match.known())) {
                numbers.put(match.heard(), match.known());
              }
            });
    return numbers;
  }

  private static Match match(
      String knownSpeaker,
      String heardSpeaker,
      List<Utterance> known,
      List<Utterance> heard,
      Stretch shared) {
    long together = 0;
    for (var k : spans(knownSpeaker, known)) {
      for (var h : spans(heardSpeaker, heard)) {
        together += shared.shared(k.start(), k.end(), h.start(), h.end());
      }
    }
    return new Match(knownSpeaker, heardSpeaker, together);
  }

  private static long spoken(String speaker, List<Utterance> utterances, Stretch shared) {
    return spans(speaker, utterances).stream()
        .mapToLong(span -> shared.shareOf(span.start(), span.end()))
        .sum();
  }

  /** When somebody speaks, word for word where the engine says so. */
  private static List<Stretch> spans(String speaker, List<Utterance> utterances) {
    return utterances.stream()
        .filter(u -> u.speaker().equals(speaker))
        .flatMap(
            u ->
                u.words().isEmpty()
                    ? Stream.of(new Stretch(u.start(), u.end()))
                    : u.words().stream().map(w -> new Stretch(w.start(), w.end())))
        .toList();
  }

  private static Set<String> speakers(List<Utterance> utterances) {
    var speakers = new HashSet<String>();
    utterances.forEach(u -> speakers.add(u.speaker()));
    return speakers;
  }
}
