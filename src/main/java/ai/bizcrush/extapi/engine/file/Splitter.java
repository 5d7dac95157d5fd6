package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts recordings that are longer than an engine takes, near that length, where it is quiet. */
final class Splitter {

  /** Long enough for every voice of a conversation to be heard on both sides of a seam. */
  private static final Duration VOICES = Duration.ofSeconds(16);

  /** Long enough for a word that a seam cuts to be heard whole on one side. */
  private static final Duration WORDS = Duration.ofSeconds(4);

  private static final Duration SEARCH = Duration.ofSeconds(60);

  private final QuietPlaces places = new QuietPlaces();

  /**
   * The pieces, in order, the whole recording where it is not too long.
   *
   * @param longest what the engine takes, null when it takes anything
   * @param diarization whether voices have to be recognised from piece to piece
   */
  List<Piece> split(Recording whole, @Nullable Duration longest, boolean diarization) {
    if (longest == null || whole.duration().compareTo(longest) <= 0) {
      return List.of(new Piece(whole, 0, whole.samples(), whole.samples()));
    }
    long most = samples(longest);
    long half = Math.min(samples(diarization ? VOICES : WORDS), most / 4) / 2;
    long search = Math.min(samples(SEARCH), most / 3);
    var pieces = new ArrayList<Piece>();
    long from = 0;
    while (whole.samples() - from > most) {
      long latest = from + most - half;
      long seam = places.quietest(whole, latest - search, latest);
      pieces.add(new Piece(whole, from, seam + half, seam));
      from = seam - half;
    }
    pieces.add(new Piece(whole, from, whole.samples(), whole.samples()));
    return pieces;
  }

  private static long samples(Duration length) {
    return length.toMillis() * Recording.SAMPLE_RATE / 1000;
  }
}
