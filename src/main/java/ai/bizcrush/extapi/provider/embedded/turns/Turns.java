package ai.bizcrush.extapi.provider.embedded.turns;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides a recording into turns: finds the speech, cuts it into pieces of about a second and a
 * half at quiet places, tells whose they are, and joins what belongs together. Memory: a byte a
 * frame and about a kilobyte a piece; the audio is read twice and never held.
 */
public final class Turns {

  /** A pause: here a turn ends. */
  private static final int PAUSE = 40;

  /** From this length on any shorter pause will do. */
  private static final int LONG = 600;

  /** What the recogniser needs grows by nearly 30 MiB a second. */
  private static final int LONGEST = 1000;

  private static final int PIECE = 150;
  private static final int CUT_SLACK = 40;
  private static final int PADDING = 15;

  /** Less voice than this is no speech: a cough, a door, a fan. */
  private static final int FEWEST_VOICED = 8;

  private static final double VOICED_SHARE = 0.05;

  private record Piece(Stretch stretch, Voice voice) {}

  private Turns() {}

  /**
   * The turns in order of time, speakers numbered in order of appearance.
   *
   * @param tellApart whether there may be more speakers than one
   * @param check called several times a second, to throw what shall end the work
   * @throws EngineException the file cannot be read
   */
  public static List<Turn> of(Recording recording, boolean tellApart, Runnable check) {
    Loudness loudness = Loudness.of(recording, check);
    var pieces = new ArrayList<Piece>();
    for (Stretch stretch : SpeechActivity.of(loudness)) {
      List<Piece> cut = new ArrayList<>();
      for (Stretch part : cut(stretch, loudness)) {
        check.run();
        short[] samples = Samples.read(recording, part.from(), part.to(), Pitch.REACH);
        cut.add(new Piece(part, Voice.in(samples, part.length())));
      }
      if (voiced(cut)) {
        pieces.addAll(cut);
      }
    }
    List<Voice> voices = pieces.stream().map(Piece::voice).toList();
    int[] speakers = tellApart ? Speakers.of(voices, check) : new int[pieces.size()];
    return padded(joined(pieces, speakers), Samples.frames(recording));
  }

  private static List<Stretch> cut(Stretch whole, Loudness loudness) {
    int parts = Math.max(1, Math.round((float) whole.length() / PIECE));
    var cut = new ArrayList<Stretch>(parts);
    int from = whole.from();
    for (int part = 1; part < parts; part++) {
      int about = whole.from() + (int) ((long) whole.length() * part / parts);
      int to = loudness.quietest(about - CUT_SLACK, about + CUT_SLACK);
      cut.add(new Stretch(from, to));
      from = to;
    }
    cut.add(new Stretch(from, whole.to()));
    return cut;
  }

  private static boolean voiced(List<Piece> pieces) {
    int voiced = pieces.stream().mapToInt(piece -> piece.voice.frames()).sum();
    int all = pieces.stream().mapToInt(piece -> piece.stretch.length()).sum();
    return voiced >= FEWEST_VOICED && voiced >= VOICED_SHARE * all;
  }

  private static List<Turn> joined(List<Piece> pieces, int[] speakers) {
    var turns = new ArrayList<Turn>();
    for (int i = 0; i < pieces.size(); i++) {
      Stretch piece = pieces.get(i).stretch;
      Turn last = turns.isEmpty() ? null : turns.getLast();
      if (last != null && last.speaker() == speakers[i] && together(last.speech(), piece)) {
        turns.removeLast();
        piece = new Stretch(last.speech().from(), piece.to());
      }
      turns.add(new Turn(speakers[i], piece, piece));
    }
    return turns;
  }

  private static boolean together(Stretch before, Stretch next) {
    int gap = next.from() - before.to();
    int length = next.to() - before.from();
    return gap < PAUSE && length <= LONGEST && (gap == 0 || before.length() < LONG);
  }

  private static List<Turn> padded(List<Turn> turns, int frames) {
    var padded = new Turn[turns.size()];
    Arrays.setAll(
        padded,
        i -> {
          Stretch speech = turns.get(i).speech();
          int before = i == 0 ? 0 : turns.get(i - 1).speech().to();
          int after = i == turns.size() - 1 ? frames : turns.get(i + 1).speech().from();
          int from = Math.max(speech.from() - PADDING, (before + speech.from() + 1) / 2);
          int to = Math.min(speech.to() + PADDING, (speech.to() + after) / 2);
          if (i == 0) {
            from = Math.max(0, speech.from() - PADDING);
          }
          if (i == turns.size() - 1) {
            to = Math.min(frames, speech.to() + PADDING);
          }
          return new Turn(turns.get(i).speaker(), speech, new Stretch(from, to));
        });
    return List.of(padded);
  }
}
