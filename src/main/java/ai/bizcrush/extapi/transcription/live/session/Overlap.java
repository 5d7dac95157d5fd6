package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LiveWord;
import org.jspecify.annotations.Nullable;

/**
 * Tells the words that an engine hears a second time from new ones, where it was given audio again
 * that other words came from already: a word is old when its middle is before the boundary. After a
 * gap, whose words nobody has said yet, it is old when it begins before the boundary.
 */
final class Overlap {

  /** Past this no word can be an old one. */
  private static final long CLEAR_MS = 2000;

  /** Two engines disagree by about so much on where a word begins. */
  private static final long JITTER_MS = 20;

  private static final long NONE = -1;

  private long boundaryMs = NONE;
  private @Nullable LiveWord last;
  private boolean byStart;
  private boolean previousIsNew = true;

  /**
   * Words before this are old from now on.
   *
   * @param last the last word that was said before it, if it is known
   */
  void begin(long boundaryMs, @Nullable LiveWord last) {
    this.boundaryMs = boundaryMs;
    this.last = last;
    byStart = false;
    previousIsNew = true;
  }

  /** Words that begin before this are old from now on: they come from elsewhere. */
  void beginAfterGap(long boundaryMs) {
    begin(boundaryMs, null);
    byStart = true;
  }

  /** Nothing is heard again. */
  void none() {
    boundaryMs = NONE;
    previousIsNew = true;
  }

  /** Whether a final word, the next one in order, is new. */
  boolean isNew(LiveWord word) {
    if (boundaryMs == NONE) {
      return true;
    }
    previousIsNew = isNew(word, previousIsNew);
    if (word.startMs() > boundaryMs + CLEAR_MS) {
      none();
    }
    return previousIsNew;
  }

  /** Whether a word of the tail is new, given what the one before it was. */
  boolean isNew(LiveWord word, boolean previous) {
    if (boundaryMs == NONE) {
      return true;
    }
    if (!Words.begins(word)) {
      return previous;
    }
    if (word.startMs() < 0) {
      return false;
    }
    if (byStart) {
      return word.startMs() >= boundaryMs;
    }
    if (word.startMs() + word.endMs() < 2 * boundaryMs) {
      return false;
    }
    if (last == null) {
      return true;
    }
    if (word.endMs() <= boundaryMs
        && (word.startMs() <= last.startMs() || Words.begins(word, last))) {
      return false; // the last one again, or one before it: some words take no time
    }
    return word.startMs() >= boundaryMs - JITTER_MS || !Words.same(word, last);
  }

  /** What the last final word was: the beginning of a tail continues it. */
  boolean previousIsNew() {
    return previousIsNew;
  }
}
