package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins the transcripts of pieces, in order, to that of the whole recording. */
final class Stitching {

  private final boolean diarization;
  private final Voices voices = new Voices();
  private List<Utterance> joined = new ArrayList<>();
  private @Nullable Piece previous;

  /**
   * @param diarization whether voices are told apart; else everybody is {@code "0"}
   */
  Stitching(boolean diarization) {
    this.diarization = diarization;
  }

  void add(Piece piece, Transcript transcript) {
    List<Utterance> heard =
        transcript.utterances().stream().map(u -> shifted(u, piece.start())).toList();
    if (previous == null) {
      voices.begin(heard);
      joined.addAll(heard);
    } else {
      join(heard, new Stretch(piece.start(), previous.end()), previous.seamTime());
    }
    previous = piece;
  }

  Transcript transcript() {
    return new Transcript(joined.stream().sorted(Comparator.comparing(Utterance::start)).toList());
  }

  private void join(List<Utterance> heard, Stretch shared, Duration quiet) {
    List<Utterance> known =
        joined.stream().filter(u -> shared.touches(u.start(), u.end())).toList();
    List<Utterance> named = diarization ? named(known, heard, shared) : heard;
    Seam seam = Seam.between(known, named, shared, quiet);
    joined = new ArrayList<>(seam.before(joined));
    joined.addAll(seam.after(named));
  }

  private List<Utterance> named(List<Utterance> known, List<Utterance> heard, Stretch shared) {
    Map<String, String> numbers = voices.numbers(known, heard, shared);
    return heard.stream()
        .map(u -> renamed(u, numbers.getOrDefault(u.speaker(), u.speaker())))
        .toList();
  }

  private static Utterance renamed(Utterance u, String speaker) {
    return new Utterance(
        speaker, u.text(), u.start(), u.end(), u.confidence(), u.language(), u.words());
  }

  private static Utterance shifted(Utterance u, Duration by) {
    return new Utterance(
        u.speaker(),
        u.text(),
        u.start().plus(by),
        u.end().plus(by),
        u.confidence(),
        u.language(),
        u.words().stream()
            .map(w -> new Word(w.text(), w.start().plus(by), w.end().plus(by), w.confidence()))
            .toList());
  }
}
