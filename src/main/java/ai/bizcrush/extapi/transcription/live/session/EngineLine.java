package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The line to whatever engine is at work: dials, dials again when a {@linkplain LineSession
 * session} is gone, then the next engine, and has the next one hear what the lost one had not
 * finished. For use on the stream's loop.
 */
final class EngineLine {

  private static final int SAMPLES_A_MS = Recording.SAMPLE_RATE / 1000;

  private final DialPlan plan;
  private final RecognitionRequest request;
  private final AudioRing ring;
  private final Executor loop;
  private final LineListener listener;

  private @Nullable LineSession session;
  private boolean everReady;
  private long now;
  private boolean finishWanted;
  private boolean endWanted;

  EngineLine(
      List<LiveEngine> engines,
      RecognitionRequest request,
      AudioRing ring,
      Executor loop,
      DoubleSupplier random,
      LineListener listener) {
    this.plan = new DialPlan(engines, random);
    this.request = request;
    this.ring = ring;
    this.loop = loop;
    this.listener = listener;
  }

  /** Dials the first engine. */
  void start(long now) {
    this.now = now;
    if (plan.isEmpty()) {
      listener.exhausted(EngineException.rejected("no engine fits the request"));
    } else {
      dial();
    }
  }

  /** Looks after everything that has to do with time. */
  void tick(long nanoTime) {
    now = nanoTime;
    if (session != null) {
      session.tick(nanoTime);
    } else if (plan.isDue(now)) {
      dial();
    }
  }

  /** Hands over what the engine takes of the audio in the ring. */
  void pump() {
    if (session != null && session.isReady()) {
      session.pump();
    }
  }

  void flush() {
    if (session != null) {
      session.flush();
    }
  }

  /** Asks for finals of all that is in the ring. */
  void finish() {
    finishWanted = true;
    pump();
    flush();
  }

  /** No audio is coming any more. */
  void end() {
    endWanted = true;
    pump();
    flush();
  }

  /** Hangs up. Nothing is said any more. */
  void close() {
    plan.stop();
    LineSession current = session;
    session = null;
    if (current != null) {
      current.abort();
    }
  }

  /** Whether the engine has everything and was told that it is the end. */
  boolean isEnding() {
    return session != null && session.isEnding();
  }

  /**
   * For how long an engine that {@linkplain #isEnding is at the end} has shown no sign of work, in
   * nanoseconds.
   */
  long restingNanos() {
    return session == null ? 0 : session.restingNanos();
  }

  /** Whether an engine ever took audio. */
  boolean wasEverReady() {
    return everReady;
  }

  /** Audio in the ring that no engine has got yet. */
  long unheardMs() {
    return (ring.end() - (isReady() ? cursor() : ring.start())) / SAMPLES_A_MS;
  }

  /** The position up to which the engine has audio; the end of the ring while there is none. */
  long cursor() {
    return session != null && session.isReady() ? session.cursor() : ring.end();
  }

  /** How far the engine was handed audio, for engines that do not tell how far they are. */
  long sentMs() {
    return session == null ? 0 : session.cursor() / SAMPLES_A_MS;
  }

  /** The engine at work, if one is. */
  @Nullable LiveEngine engine() {
    return session != null && session.isReady() ? session.engine() : null;
  }

  private boolean isReady() {
    return session != null && session.isReady();
  }

  /** Whether a session is the one at work, and not one that was given up. */
  boolean isCurrent(LineSession one) {
    return session == one;
  }

  boolean wantsFinish() {
    return finishWanted;
  }

  boolean wantsEnd() {
    return endWanted;
  }

  void finishSaid() {
    finishWanted = false;
  }

  void sessionReady() {
    everReady = true;
  }

  /** Changes to a new session of the same engine before this one is ended by it. */
  void rotate(LineSession old) {
    session = null;
    plan.lost(old.hasWorked(), now);
    plan.advanced();
    listener.rotated(old.engine());
    dial();
  }

  /** The engine has said everything. */
  void ended() {
    session = null;
    listener.ended();
  }

  private void dial() {
    do {
      LiveEngine next = plan.next(now);
      var dialled = new LineSession(this, listener, ring, next, now);
      session = dialled;
      try {
        dialled.dialled(next.open(request, dialled, loop));
      } catch (EngineException e) {
        session = null;
        after(e, false);
      }
    } while (plan.isDue(now));
  }

  /** A session is gone: another is dialled, now or later, or there is none left. */
  void lost(LineSession lost, EngineException failure, Loss why) {
    if (session != lost) {
      return;
    }
    session = null;
    if (lost.isReady()) {
      plan.lost(lost.hasWorked(), now);
      listener.sessionLost(lost.engine(), why);
    }
    if (lost.advanced()) {
      plan.advanced();
    }
    after(failure, lost.hasWorked());
    if (plan.isDue(now)) {
      dial();
    }
  }

  private void after(EngineException failure, boolean worked) {
    if (!plan.failed(failure, worked, now)) {
      listener.exhausted(failure);
    }
  }
}
