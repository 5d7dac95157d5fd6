package ai.bizcrush.extapi.transcripts.journal;

import java.time.Duration;
import java.util.List;

/** Where batches are written. */
interface Batches {

  /**
   * Writes a batch and commits it.
   *
   * @param patience how long the database may be silent
   * @return the outcomes, to be sent
   */
  Answers write(List<Entry> entries, Duration patience);
}
