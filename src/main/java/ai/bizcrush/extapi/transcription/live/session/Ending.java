package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a stream ends: engines say what is left, that is stored, then the client is told; each for so
 * long and no longer. For use on the stream's loop.
 */
final class Ending {

  /** Whoever stores gives up before this. */
  private static final long STORED_WITHIN = Duration.ofSeconds(25).toNanos();

  /** Longer than any engine takes for what a stream may hold back. */
  private static final long AT_MOST = Duration.ofMinutes(15).toNanos();

  private static final int RESTART = 1012;

  /** So little at the end of a stream is no word. */
  private static final long UNHEARD_MS = 200;

  private static final StreamEnd IDLE = new StreamEnd(1001, "Idle", null, false);
  private static final StreamEnd REPLACED =
      StreamEnd.error(1008, ErrorCode.CONFLICT, "Replaced", false);
  private static final StreamEnd NO_MEETING =
      StreamEnd.error(1008, ErrorCode.NOT_FOUND, "Meeting not found", false);
  private static final StreamEnd NOT_STORED =
      StreamEnd.error(1013, ErrorCode.UNAVAILABLE, "Storage unavailable", true);
  private static final StreamEnd NO_ROOM =
      StreamEnd.error(1013, ErrorCode.UNAVAILABLE, "No engine has room", true);
  private static final StreamEnd NO_ENGINE =
      StreamEnd.error(1011, ErrorCode.ENGINE_FAILED, "No engine left", true);

  private final StreamRules rules;
  private final boolean resumable;
  private final Outlet client;
  private final Intake intake;
  private final Hearing hearing;
  private final Missed missed;
  private final EngineLine line;
  private final Transcript transcript;
  private final Gaps gaps;
  private final Consumer<StreamEnd> close;

  private StreamEnd end = StreamEnd.COMPLETE;
  private long goneAt;
  private long begunAt;
  private long endSaidAt;
  private long doneAt;
  private long stopBy = Long.MAX_VALUE;
  private boolean begun;
  private boolean enginesDone;
  private boolean over;

  /**
   * @param resumable whether the client keeps what is not stored, and may come back with it
   * @param close lets go of everything and tells the client; called once
   */
  Ending(
      StreamRules rules,
      boolean resumable,
      Outlet client,
      Intake intake,
      Hearing hearing,
      Missed missed,
      EngineLine line,
      Transcript transcript,
      Gaps gaps,
      Consumer<StreamEnd> close) {
    this.rules = rules;
    this.resumable = resumable;
    this.client = client;
    this.intake = intake;
    this.hearing = hearing;
    this.missed = missed;
    this.line = line;
    this.transcript = transcript;
    this.gaps = gaps;
    this.close = close;
  }

  /** Whether no more audio is taken. */
  boolean hasBegun() {
    return begun || over;
  }

  /** Whether everything is closed. */
  boolean isOver() {
    return over;
  }

  /** Whether the client is gone, and may come back. */
  boolean isGrace() {
    return goneAt != 0;
  }

  /** No audio is coming any more. */
  void begin() {
    if (over || begun) {
      return;
    }
    begun = true;
    if (enginesDone || !intake.hasBegun()) {
      enginesDone = true;
      closeIfStored();
    } else {
      line.end();
    }
  }

  /** The client has nothing to say any more. */
  void idle() {
    end = IDLE;
    begin();
  }

  void clientGone(long now) {
    client.shut();
    if (resumable && !begun) {
      goneAt = now; // it may come back, on any replica: what is open is finished after a while
    } else {
      begin();
    }
  }

  /**
   * The service ends the stream: a client that is to come back hears its last finals, one that is
   * not welcome hears no more; in both cases they are stored.
   */
  void stop(StreamEnd why, long now) {
    if (over || stopBy != Long.MAX_VALUE) {
      return;
    }
    end = why;
    boolean welcome = why.closeCode() == RESTART;
    if (!welcome) {
      client.shut();
    }
    stopBy = now + (welcome ? rules.stopWithin() : rules.dismissWithin()).toNanos();
    begin();
    closeIfStored();
  }

  /** The engine has said everything. */
  void ended() {
    enginesDone = true;
    transcript.endpoint();
    closeIfStored();
  }

  /** No engine is left. */
  void exhausted(EngineException last) {
    if (end == StreamEnd.COMPLETE) {
      end = last.kind() == EngineException.Kind.OVER_CAPACITY ? NO_ROOM : NO_ENGINE;
    }
    begun = true;
    withoutEngine(false);
  }

  /** The stream's words are stored no more: the database is away, or another took over. */
  void notStored(Outcome outcome) {
    close(outcome == Outcome.REPLACED ? REPLACED : NOT_STORED);
  }

  /** The stream failed. */
  void abort() {
    close(StreamEnd.BROKEN);
  }

  void meetingGone() {
    close(NO_MEETING);
  }

  /** A client that may come back was waited for. */
  void tickGrace(long now) {
    if (goneAt != 0 && now - goneAt >= rules.grace().toNanos()) {
      goneAt = 0;
      begin();
    }
  }

  /** Whatever lasts too long goes on without. */
  void tick(long now) {
    if (line.isEnding() && endSaidAt == 0) {
      endSaidAt = now;
    }
    if (begun && begunAt == 0) {
      begunAt = now;
    }
    if (!enginesDone && (isLate(now) || now >= stopBy)) {
      withoutEngine(true);
    } else if (doneAt == 0 && enginesDone && isTold()) {
      doneAt = now;
    } else if (doneAt != 0 && now - doneAt >= STORED_WITHIN) {
      close(NOT_STORED);
    }
  }

  /** An engine that is still at work is waited for, but not for ever. */
  private boolean isLate(long now) {
    boolean rests = line.isEnding() && line.restingNanos() >= rules.endWithin().toNanos();
    boolean stuck = begunAt != 0 && now - begunAt >= AT_MOST;
    return rests || stuck || (endSaidAt != 0 && now - endSaidAt >= rules.endAtMost().toNanos());
  }

  /** No engine says any more: what is open is closed, what was not heard goes another way. */
  private void withoutEngine(boolean keepTail) {
    enginesDone = true;
    line.close();
    if (keepTail) {
      transcript.keepAll();
    } else {
      transcript.endpoint();
    }
    long from = hearing.knownMs();
    if (intake.receivedMs() - from > UNHEARD_MS && !isSentAgain()) {
      gaps.leave(from, intake.receivedMs());
    }
    closeIfStored();
  }

  /** Whether the client, told to come back, still has the audio that no engine heard. */
  private boolean isSentAgain() {
    return end.retryable() && !client.isShut() && (resumable || !line.wasEverReady());
  }

  /** A client that is not welcome any more does not wait for what is heard afterwards. */
  void closeIfStored() {
    boolean stored = !transcript.isStoring() && (!gaps.areOpen() || isDismissed());
    if (enginesDone && stored && isTold()) {
      close(end);
    }
  }

  /** A client that is sent away is told what it missed when it comes back. */
  private boolean isTold() {
    return missed.areTold() || stopBy != Long.MAX_VALUE;
  }

  /** Whether the client is sent away, and not to come back at once. */
  boolean isDismissed() {
    return stopBy != Long.MAX_VALUE && end.closeCode() != RESTART;
  }

  private void close(StreamEnd why) {
    if (!over) {
      over = true;
      close.accept(why);
    }
  }
}
