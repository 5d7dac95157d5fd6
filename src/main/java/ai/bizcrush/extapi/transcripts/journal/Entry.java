package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import org.jspecify.annotations.Nullable;

/** What waits to be written. */
sealed interface Entry extends Queued {

  /** Of {@link System#nanoTime}. */
  long arrived();

  /** What it takes of the journal's memory, about. */
  default int bytes() {
    return 256;
  }

  /** Tells that it cannot be written now. */
  void refuse(Answers answers);

  record Begin(
      LiveRecording recording, byte @Nullable [] resumeKey, Answer<Outcome> answer, long arrived)
      implements Entry {

    @Override
    public void refuse(Answers answers) {
      answers.add(answer, Outcome.UNAVAILABLE);
    }
  }

  record Resume(UserId owner, byte[] resumeKey, int known, Answer<Resumption> answer, long arrived)
      implements Entry {

    @Override
    public void refuse(Answers answers) {
      answers.add(answer, new Resumption.Unavailable());
    }
  }

  record Check(LiveRecording recording, Answer<Outcome> answer, long arrived) implements Entry {

    @Override
    public void refuse(Answers answers) {
      answers.add(answer, Outcome.UNAVAILABLE);
    }
  }

  record Final(
      LiveRecording recording,
      LiveChunk chunk,
      int number,
      long settledMs,
      Answer<Outcome> answer,
      long arrived)
      implements Entry {

    @Override
    public int bytes() {
      return 512 + 2 * chunk.text().length();
    }

    @Override
    public void refuse(Answers answers) {
      answers.add(answer, Outcome.UNAVAILABLE);
    }
  }

  /**
   * The newest of what may be missed.
   *
   * @param chunk if there is an open one that has changed
   * @param settledMs 0 when it has not changed
   * @param answer where it is expected how far it is settled, if it has changed
   */
  record Progress(
      LiveRecording recording,
      @Nullable LiveChunk chunk,
      long settledMs,
      @Nullable Answer<Long> answer,
      long arrived)
      implements Entry {

    /** There is one a recording at the most. */
    @Override
    public int bytes() {
      return 0;
    }

    @Override
    public void refuse(Answers answers) {}
  }

  record End(LiveRecording recording, long settledMs, long arrived) implements Entry {

    @Override
    public void refuse(Answers answers) {}
  }
}
