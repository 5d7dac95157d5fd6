package ai.bizcrush.extapi.provider.openai.live;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Where turns end: decides when to commit, and knows which of the server's turns is which stretch
 * of audio.
 */
final class Commits {

  /** What is due after some audio. */
  enum Due {
    NOTHING,
    COMMIT,
    /** Nobody spoke for a long time: a model would make words up. */
    CLEAR
  }

  /** A server refuses to commit less. */
  private static final long LEAST_MS = 100;

  /** After which a half pause is enough. */
  private static final int HALF = 2;

  private final TurnTaking turnTaking;
  private final long pauseMs;
  private final long longestMs;
  private final boolean turnClock;
  private final Turns turns;
  private final Pauses pauses = new Pauses();
  private final Queue<Stretch> owed = new ArrayDeque<>();
  private long sentMs;
  private long committedMs;
  private long clockMs;

  private record Stretch(long fromMs, long toMs, long sentMs) {}

  Commits(RealtimeSettings settings, Turns turns) {
    this.turnTaking = settings.turnTaking();
    this.pauseMs = settings.pause().toMillis();
    this.longestMs = settings.longestTurn().toMillis();
    this.turnClock = settings.turnClock();
    this.turns = turns;
  }

  /**
   * Audio was sent.
   *
   * @param nowMs how much it is together
   */
  void hear(byte[] pcm, int offset, int length, long nowMs) {
    sentMs = nowMs;
    pauses.hear(pcm, offset, length);
  }

  Due due() {
    boolean ours = turnTaking == TurnTaking.CLIENT;
    long began = ours ? pauses.beganMs() : turns.openSinceMs();
    if (isShort()) {
      return Due.NOTHING;
    }
    if (began < 0) {
      return ours && sentMs - committedMs >= longestMs ? silence() : Due.NOTHING;
    }
    long length = sentMs - Math.max(began, committedMs);
    long pause = pauses.pauseMs();
    boolean ends =
        ours && pause >= pauseMs
            || length >= longestMs
            || length >= longestMs / HALF && pause >= pauseMs / HALF;
    return ends ? Due.COMMIT : Due.NOTHING;
  }

  private Due silence() {
    return turns.areOpen() ? Due.COMMIT : Due.CLEAR;
  }

  /** Whether there may be words that no commit has reached. */
  boolean isWorthIt() {
    return turns.areOpen() || pauses.endedMs() > committedMs;
  }

  /** Whether it is too little for a commit. */
  boolean isShort() {
    return sentMs - committedMs < LEAST_MS;
  }

  /** We committed all that was sent. */
  void committed() {
    long from = Math.max(committedMs, pauses.beganMs());
    long to = turnTaking == TurnTaking.CLIENT ? Math.max(from, pauses.endedMs()) : sentMs;
    owed.add(new Stretch(from, Math.min(to, sentMs), sentMs));
    reached(sentMs);
  }

  /** We threw away all that was sent. */
  void cleared() {
    reached(sentMs);
  }

  private void reached(long ms) {
    committedMs = Math.max(committedMs, ms);
    pauses.reset();
  }

  /** The server heard a pause, and is about to commit. */
  void stopped(Turn turn, long atMs) {
    long end = atMs < 0 ? sentMs : sessionMs(atMs);
    turn.stopped(end);
    reached(end);
  }

  /** A turn was committed: by the server, if it heard the pause; else because we said so. */
  void confirmed(Turn turn) {
    Stretch own = turn.hasStopped() ? null : owed.poll();
    if (own == null) {
      turn.committed(-1, sentMs, sentMs);
      reached(turn.endMs());
      clockMs = sentMs;
    } else {
      turn.committed(own.fromMs, own.toMs, sentMs);
      clockMs = own.sentMs;
    }
    turns.dropNoises(turn.endMs());
  }

  /** Whether an error says that our oldest commit found nothing. */
  boolean areRefusedBy(EventReader error) {
    boolean coded = RealtimeErrors.isNothingToCommit(error.errorCode());
    boolean uncoded =
        error.errorCode().isEmpty() && RealtimeErrors.isInvalidRequest(error.errorType());
    if (coded || uncoded && areOwed()) {
      owed.poll();
      return true;
    }
    return false;
  }

  /** Whether a commit of ours is not answered yet. */
  boolean areOwed() {
    return !owed.isEmpty();
  }

  /** How much had been sent at the oldest commit that waits for its text. */
  long waitingSinceMs() {
    Stretch oldest = owed.peek();
    long since = turns.waitingSinceMs();
    return oldest == null ? since : Math.min(since, oldest.sentMs);
  }

  /** A time of the server's on the session's clock, not after what was sent; -1 stays. */
  long sessionMs(long serverMs) {
    return serverMs < 0 ? -1 : Math.min(sentMs, turnClock ? clockMs + serverMs : serverMs);
  }
}
