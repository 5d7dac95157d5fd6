package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A stream's recording in the journal, from when there is something to say about it to its end. For
 * use on the stream's loop.
 */
final class JournalEntry {

  private final LiveJournal journal;
  private final LiveRecording recording;
  private final @Nullable ResumeToken token;
  private final Executor loop;
  private final Listener listener;
  private boolean begun;
  private boolean made;

  /** Hears of the entry on the loop. */
  interface Listener {
    /** It is made. */
    void begun();

    /** It is not, or it is another stream's by now. */
    void lost(Outcome outcome);
  }

  /**
   * @param token what the recording can be resumed by, if it can
   */
  JournalEntry(
      LiveJournal journal,
      LiveRecording recording,
      @Nullable ResumeToken token,
      Executor loop,
      Listener listener) {
    this.journal = journal;
    this.recording = recording;
    this.token = token;
    this.loop = loop;
    this.listener = listener;
    this.begun = recording.epoch() > 1;
    this.made = begun;
  }

  /** Whether it was made, by an earlier connection maybe, or is being made. */
  boolean isBegun() {
    return begun;
  }

  /** Whether it can be resumed. */
  boolean isMade() {
    return made;
  }

  void begin() {
    begun = true;
    journal.begin(
        recording,
        token == null ? null : token.hash(),
        loop,
        outcome -> {
          if (outcome != Outcome.COMMITTED) {
            listener.lost(outcome);
          } else {
            made = true;
            listener.begun();
          }
        });
  }

  /** Finds out whether another connection resumed the recording. */
  void check() {
    if (token != null && begun) {
      journal.check(
          recording,
          loop,
          outcome -> {
            if (outcome == Outcome.REPLACED) {
              listener.lost(outcome);
            }
          });
    }
  }

  /** Nothing more is said about it. */
  void end() {
    if (begun) {
      journal.end(recording);
    }
  }
}
