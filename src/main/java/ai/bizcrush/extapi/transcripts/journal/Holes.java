package ai.bizcrush.extapi.transcripts.journal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Recordings of which a final could not be stored, until they end. Nothing that they say later is
 * stored either: whoever resumes such a recording begins behind the last final that is, and would
 * never hear what lies before it again.
 */
final class Holes {

  private final Set<Epoch> epochs = ConcurrentHashMap.newKeySet();

  /** To be called for each entry that is refused. */
  void refused(Entry entry) {
    if (entry instanceof Entry.Final said) {
      epochs.add(Epoch.of(said.recording()));
    }
  }

  /** Whether the entry comes behind a hole. */
  boolean isBehind(Entry entry) {
    return !epochs.isEmpty()
        && entry instanceof Entry.Final said
        && epochs.contains(Epoch.of(said.recording()));
  }

  /** To be called for each entry that is answered. */
  void answered(Entry entry) {
    if (entry instanceof Entry.End end) {
      epochs.remove(Epoch.of(end.recording()));
    }
  }
}
