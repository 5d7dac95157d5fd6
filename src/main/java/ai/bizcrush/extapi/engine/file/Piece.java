package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.Recording;
import java.time.Duration;

/**
 * A part of a recording that an engine takes in one call. Neighbours share a stretch around the
 * seam between them.
 *
 * @param whole the recording
 * @param from its first sample
 * @param to behind its last sample
 * @param seam the quiet place where the next one takes over, {@code to} in the last
 */
record Piece(Recording whole, long from, long to, long seam) {

  Recording recording() {
    return whole.slice(from, to);
  }

  /** Where it begins on the clock of the whole recording. */
  Duration start() {
    return Recording.timeOf(from);
  }

  Duration end() {
    return Recording.timeOf(to);
  }

  Duration seamTime() {
    return Recording.timeOf(seam);
  }
}
