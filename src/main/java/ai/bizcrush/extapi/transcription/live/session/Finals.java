package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveJournal.Reached;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The final chunks of a stream on their way to the disk, and up to where nothing is left to be
 * said. For use on the stream's loop.
 */
final class Finals {

  private final LiveJournal journal;
  private final LiveRecording recording;
  private final Executor loop;
  private final Listener listener;
  private final ArrayDeque<FinalChunk> pending = new ArrayDeque<>();
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final Consumer<Long> silenceStored = this::silenceStored;

  private long settledMs;
  private long storedMs;
  private int count;
  private int stored;
  private long ceilingMs = Long.MAX_VALUE;
  private long gapEndMs;
  private int gaps;
  private int gapsKept;

  /** A chunk behind gaps that are not kept yet: that many are before it. */
  private record Held(FinalChunk chunk, int number, int gaps) {}

  /** Hears of each in turn, on the loop. */
  interface Listener {
    /** It is on disk; audio up to {@link #settledMs} is not needed. */
    void stored(FinalChunk chunk);

    /** It is not: another stream took over, or the database is away. Nothing more is stored. */
    void lost(Outcome outcome);
  }

  /**
   * @param from where an earlier connection stopped
   */
  Finals(Resumption.Resumed from, LiveJournal journal, Executor loop, Listener listener) {
    this.journal = journal;
    this.recording = from.recording();
    this.loop = loop;
    this.listener = listener;
    Reached reached = from.reached();
    this.settledMs = reached.settledMs();
    this.storedMs = settledMs;
    this.count = reached.finals();
    this.stored = count;
    this.gapEndMs = reached.gapEndMs();
  }

  /** Audio before this is not needed: what it says is stored, or it says nothing. */
  long settledMs() {
    return settledMs;
  }

  /** The same, as far as that is on disk too. */
  long storedMs() {
    return storedMs;
  }

  /** How many the recording has, stored or not. */
  int count() {
    return count;
  }

  /** How many of them are stored. */
  int stored() {
    return stored;
  }

  /** Whether some are on their way. */
  boolean areStoring() {
    return !pending.isEmpty();
  }

  /**
   * One more. Behind a gap it waits until that is kept: whoever resumes the recording begins behind
   * the last final, and would never hear the gap.
   */
  void add(FinalChunk chunk) {
    pending.addLast(chunk);
    int number = count++;
    if (gapsKept < gaps) {
      held.addLast(new Held(chunk, number, gaps));
    } else {
      commit(chunk, number);
    }
  }

  private void commit(FinalChunk chunk, int number) {
    long settles = Math.max(settledMs, Math.min(chunk.endMs(), ceilingMs));
    journal.commit(
        recording,
        chunk.stored(),
        number,
        settles,
        loop,
        outcome -> stored(chunk, settles, outcome));
  }

  private void stored(FinalChunk chunk, long settles, Outcome outcome) {
    pending.removeFirst();
    if (outcome != Outcome.COMMITTED) {
      listener.lost(outcome);
      return;
    }
    settledMs = Math.max(settledMs, settles);
    storedMs = Math.max(storedMs, settles);
    stored++;
    listener.stored(chunk);
  }

  /** Nothing more is said up to here. */
  void settle(long ms) {
    long settles = Math.min(ms, ceilingMs);
    if (settles > settledMs) {
      settledMs = settles;
      journal.settled(recording, settles, loop, silenceStored);
    }
  }

  private void silenceStored(long ms) {
    storedMs = Math.max(storedMs, ms);
  }

  /**
   * What is behind the beginning of a gap does not count as settled until {@linkplain #gapKept all
   * are kept}.
   */
  void gap(long fromMs, long toMs) {
    gaps++;
    ceilingMs = Math.min(ceilingMs, fromMs);
    gapEndMs = toMs;
  }

  /** The audio of one more gap is kept elsewhere. */
  void gapKept() {
    gapsKept++;
    if (gapsKept == gaps) {
      ceilingMs = Long.MAX_VALUE;
      settledMs = Math.max(settledMs, gapEndMs);
      storedMs = Math.max(storedMs, gapEndMs);
    }
    while (!held.isEmpty() && held.peek().gaps() <= gapsKept) {
      Held next = held.remove();
      commit(next.chunk(), next.number());
    }
  }
}
