package ai.bizcrush.extapi.transcripts;

import ai.bizcrush.extapi.shared.UserId;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores live streams while they run. No method blocks; answers come on the executor that is given.
 * What one recording hands over is committed in that order; what many hand over while a commit runs
 * is committed together by the next.
 *
 * <p>While the database is away, entries wait and are tried again for ten seconds, then they are
 * {@link Outcome#UNAVAILABLE}.
 */
public interface LiveJournal {

  /**
   * Begins a recording.
   *
   * @param resumeKey the SHA-256 of the token by which it can be taken over; null for none
   */
  void begin(
      LiveRecording recording, byte @Nullable [] resumeKey, Executor loop, Consumer<Outcome> done);

  /**
   * Takes a recording over: it has the next epoch, and writes under an older one are refused from
   * then on. Keeps to recordings of the owner that ended less than a day ago.
   *
   * @param known how many of its finals the client has: the first ones
   */
  void resume(UserId owner, byte[] resumeKey, int known, Executor loop, Consumer<Resumption> done);

  /** Asks whether the recording may still be written under its epoch. */
  void check(LiveRecording recording, Executor loop, Consumer<Outcome> done);

  /**
   * Stores a final chunk and the utterance that it is, and how far the recording is settled. When
   * the answer is {@link Outcome#COMMITTED}, it is on disk.
   *
   * @param number its place among the finals of the recording, from 0
   * @param settledMs audio before this is not needed any more
   */
  void commit(
      LiveRecording recording,
      LiveChunk chunk,
      int number,
      long settledMs,
      Executor loop,
      Consumer<Outcome> done);

  /**
   * Keeps the newest state of an open chunk, at most once a second a recording and as far as there
   * is room; only of recordings with a meeting, where others can see it.
   */
  void interim(LiveRecording recording, LiveChunk chunk);

  /**
   * Keeps how far a recording is settled where nothing is said, at most once a second.
   *
   * @param stored told how far it is on disk; not told of what was overtaken or could not be stored
   */
  void settled(LiveRecording recording, long settledMs, Executor loop, Consumer<Long> stored);

  /** The recording is over: open chunks that never became final are removed. */
  void end(LiveRecording recording);

  /** What became of an entry. */
  enum Outcome {
    COMMITTED,
    /** The recording was taken over, or its meeting is gone. */
    REPLACED,
    UNAVAILABLE
  }

  /**
   * How far a recording is on disk.
   *
   * @param settledMs audio is needed from here on
   * @param wordsEndMs where the last word ends that is stored or heard afterwards; 0 when there is
   *     none
   * @param gapEndMs where the last stretch ends that is {@linkplain TranscriptStore#leaveGap heard
   *     afterwards}; 0 when there is none
   * @param speakers how many speaker numbers are taken: the next new one is this
   * @param finals how many finals are stored
   */
  record Reached(long settledMs, long wordsEndMs, long gapEndMs, int speakers, int finals) {

    /** Of a recording that begins. */
    public static final Reached NOTHING = new Reached(0, 0, 0, 0, 0);
  }

  /** What became of a resumption. */
  sealed interface Resumption {
    /**
     * @param recording with its new epoch
     * @param last its newest final
     * @param missed the finals after those that the client has, in order, repaired ones left out
     */
    record Resumed(
        LiveRecording recording, Reached reached, @Nullable LiveChunk last, List<LiveChunk> missed)
        implements Resumption {}

    /** No such recording of this user. */
    record Unknown() implements Resumption {}

    record Unavailable() implements Resumption {}
  }
}
