package ai.bizcrush.extapi.transcription.live;

import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.media.live.PcmSink;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Has audio that no live engine came to hear transcribed as a recording, after the fact. */
public interface GapRepairs {

  /**
   * Keeps the audio on disk, notes the gap in the recording and orders the work; returns at once.
   * Everything before the gap has to be stored.
   *
   * @param audio read beside the loop, not after {@code done}
   * @param done on the loop: committed when the work is ordered, durably; replaced when another has
   *     taken the recording over
   */
  void order(Gap gap, Audio audio, Executor loop, Consumer<Outcome> done);

  /**
   * A stretch of a recording without words. Times are on the recording's clock.
   *
   * @param keyId whose share of an engine the work takes
   * @param audioFromMs where the audio begins, which is more than the gap
   * @param fromMs words whose middle is before this are known already
   * @param toMs words that begin here or later come from elsewhere
   */
  record Gap(
      LiveRecording recording,
      RecognitionRequest request,
      String keyId,
      long audioFromMs,
      long fromMs,
      long toMs) {}

  /** The audio of a gap. */
  interface Audio {

    /** How much it is. */
    long bytes();

    /**
     * Hands all of it over; may block.
     *
     * @return false when a part of it is lost
     */
    boolean copyTo(PcmSink sink);
  }
}
