package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The line to whatever engine is at work: dials, hands audio over as fast as the engine takes it,
 * notices when it is gone, dials again, then the next engine, and hands over again what the lost
 * one had not finished.
 */
final class EngineLine {

  /** How long a stream that has lost its engine waits for room elsewhere, and between two looks. */
  private static final long ROOM_WITHIN = Duration.ofSeconds(15).toNanos();

  private static final double ROOM_PAUSE = Duration.ofMillis(500).toNanos();

  private static final int SAMPLES_A_MS = Recording.SAMPLE_RATE / 1000;
  private static final long KEEP_ALIVE = Duration.ofSeconds(4).toNanos();
  private static final long ROTATION_MARGIN = Duration.ofSeconds(60).toNanos();

  private final List<LiveEngine> engines;
  private final RecognitionRequest request;
  private final AudioRing ring;
  private final Executor loop;
  private final DoubleSupplier random;
  private final Listener listener;

  private @Nullable Leg leg;
  private int engine;
  private int enginesTried;
  private boolean everReady;
  private boolean everWorked;
  private long lostAt;
  private long dialledAt;
  private int dials;
  private boolean dialling;
  private long dialAt;
  private long now;
  private boolean finishWanted;
  private boolean endWanted;
  private boolean closed;

  /** Hears what the engines say, on the stream's clock but for words, which carry an offset. */
  interface Listener {
    /**
     * An engine is ready.
     *
     * @return from where it gets audio, in milliseconds
     */
    long sessionBegins(LiveEngine engine);

    /**
     * @param sentMs where the audio ends that the engine has: no word is later
     */
    void finals(List<LiveWord> words, long offsetMs, long sentMs);

    void interim(List<LiveWord> words, long offsetMs, long sentMs);

    void endpoint();

    void progress(long finalMs);

    /** Up to where the stream needs no engine any more, in milliseconds. */
    long position();

    /** Whether this is a good moment to change engines. */
    boolean isQuiet();

    /** The engine is gone; another takes over, or {@link #exhausted} follows. */
    void sessionLost(LiveEngine engine, Loss why);

    /** The session is over before its time was; the same engine begins another. */
    void rotated(LiveEngine engine);

    /** The engine has said everything, after {@link #end}. */
    void ended();

    /** No engine is left. */
    void exhausted(EngineException last);

    void flush();
  }

  EngineLine(
      List<LiveEngine> engines,
      RecognitionRequest request,
      AudioRing ring,
      Executor loop,
      DoubleSupplier random,
      Listener listener) {
    this.engines = engines;
    this.request = request;
    this.ring = ring;
    this.loop = loop;
    this.random = random;
    this.listener = listener;
  }

  /** Dials the first engine. */
  void start(long now) {
    this.now = now;
    if (engines.isEmpty()) {
      closed = true;
      listener.exhausted(EngineException.rejected("no engine fits the request"));
    } else {
      dial();
    }
  }

  /** Looks after everything that has to do with time. */
  void tick(long nanoTime) {
    long elapsed = nanoTime - now;
    now = nanoTime;
    Leg current = leg;
    if (current != null) {
      current.tick(elapsed);
    } else if (dialling && now >= dialAt) {
      dial();
    }
  }

  /** Hands over what the engine takes of the audio in the ring. */
  void pump() {
    if (leg != null && leg.ready) {
      leg.pump();
    }
  }

  void flush() {
    if (leg != null && leg.unflushed) {
      leg.unflushed = false;
      session(leg).flush();
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
    closed = true;
    dialling = false;
    Leg current = leg;
    leg = null;
    if (current != null && current.session != null) {
      current.session.abort();
    }
  }

  /** Whether the engine has everything and was told that it is the end. */
  boolean isEnding() {
    return leg != null && leg.endSaid;
  }

  /**
   * For how long an engine that {@linkplain #isEnding is at the end} has shown no sign of work, in
   * nanoseconds.
   */
  long restingNanos() {
    return leg == null ? 0 : now - leg.workedAt;
  }

  /** Whether an engine ever took audio. */
  boolean wasEverReady() {
    return everReady;
  }

  /** Audio in the ring that no engine has got yet. */
  long unheardMs() {
    return (ring.end() - (leg != null && leg.ready ? leg.cursor : ring.start())) / SAMPLES_A_MS;
  }

  /** The position up to which the engine has audio; the end of the ring while there is none. */
  long cursor() {
    return leg != null && leg.ready ? leg.cursor : ring.end();
  }

  /** How far the engine was handed audio, for engines that do not tell how far they are. */
  long sentMs() {
    return leg == null ? 0 : leg.cursor / SAMPLES_A_MS;
  }

  /** The engine at work, if one is. */
  @Nullable LiveEngine engine() {
    return leg != null && leg.ready ? leg.engine : null;
  }

  private void dial() {
    do {
      dialling = false;
      LiveEngine next = engines.get(engine);
      dials++;
      dialledAt = now;
      var dialled = new Leg(next, now + next.limits().ready().toNanos());
      leg = dialled;
      try {
        dialled.session = next.open(request, dialled, loop);
      } catch (EngineException e) {
        leg = null;
        after(e, false);
      }
    } while (dialling && now >= dialAt);
  }

  private void lost(Leg lost, EngineException failure, Loss why) {
    if (leg != lost) {
      return;
    }
    leg = null;
    if (lost.ready) {
      lostAt = now;
      everWorked |= lost.worked;
      listener.sessionLost(lost.engine, why);
    }
    if (lost.advanced()) {
      enginesTried = 0;
      dials = 0;
    }
    after(failure, lost.worked);
    if (dialling && now >= dialAt) {
      dial();
    }
  }

  /** Many streams that lost one engine dial at once: who had a place waits for another. */
  private boolean isWorthWaiting(EngineException failure) {
    return failure.kind() == EngineException.Kind.OVER_CAPACITY
        && everWorked
        && now - lostAt < ROOM_WITHIN;
  }

  /** Decides who is dialled next, and when. */
  private void after(EngineException failure, boolean worked) {
    LiveEngine failed = engines.get(engine);
    boolean again =
        failure.kind() == EngineException.Kind.UNAVAILABLE
            && (worked || failure.retryable())
            && dials < failed.limits().dials();
    dialAt = now;
    long backoff = failed.limits().backoff().toNanos();
    if (again && dials > 0) {
      dialAt = now + (long) ((backoff << Math.min(dials - 1, 6)) * random.getAsDouble());
    } else if (again) {
      dialAt = Math.max(now, dialledAt + backoff); // at once, unless it was dialled just now
    }
    if (!again) {
      engine = (engine + 1) % engines.size();
      enginesTried++;
      dials = 0;
    }
    if (enginesTried >= engines.size() && isWorthWaiting(failure)) {
      enginesTried = 0;
      dialAt = now + (long) (ROOM_PAUSE * (0.5 + random.getAsDouble()));
      dialling = true;
    } else if (enginesTried >= engines.size()) {
      closed = true;
      listener.exhausted(failure);
    } else {
      dialling = true;
    }
  }

  private static LiveSession session(Leg leg) {
    LiveSession session = leg.session;
    if (session == null) {
      throw new IllegalStateException("an engine spoke before it was dialled");
    }
    return session;
  }

  private static long samples(Duration duration) {
    return duration.toMillis() * SAMPLES_A_MS;
  }

  /** One session of one engine. */
  private final class Leg implements LiveListener {
    private final LiveEngine engine;
    private final LiveCapabilities can;
    private final long readyBy;
    private final long minimumFrame;
    private final double burst;
    private @Nullable LiveSession session;
    private boolean ready;
    private boolean worked;
    private boolean unflushed;
    private boolean endSaid;
    private long readyAt;
    private long beganMs;
    private long offsetMs;
    private long cursor;
    private double allowance;
    private long sentAt;
    private long stallSince;
    private long workedAt;
    private long heardMs;
    private long finalMs;
    private long finishedAtMs = Long.MIN_VALUE / 2;

    Leg(LiveEngine engine, long readyBy) {
      this.engine = engine;
      this.can = engine.capabilities();
      this.readyBy = readyBy;
      this.minimumFrame = Math.max(1, samples(can.minimumFrame()));
      this.burst = Math.clamp(can.pace() - 1, 0.25, 2) * Recording.SAMPLE_RATE;
    }

    /**
     * Whether the stream is further than it was when the session began: an engine that says words
     * and takes them along when it dies does not count. One that does not tell its progress is
     * believed when it lived on through silence.
     */
    boolean advanced() {
      boolean silent = !can.progress() && now - readyAt >= engine.limits().stall().toNanos();
      return ready && (silent || listener.position() > beganMs);
    }

    private boolean current() {
      return leg == this;
    }

    void tick(long elapsed) {
      if (!ready) {
        if (now >= readyBy) {
          fail("not ready in time", Loss.FAILED);
        }
        return;
      }
      double gained = can.pace() * Recording.SAMPLE_RATE * elapsed / 1e9;
      allowance = Math.min(burst, allowance + gained);
      if (stallSince != 0 && now - stallSince >= engine.limits().stall().toNanos()) {
        fail("no progress", Loss.STALLED);
      } else if (rotates()) {
        rotate();
      } else {
        pump();
        if (!endSaid && now - sentAt >= KEEP_ALIVE) {
          session(this).keepAlive();
          unflushed = true;
          sentAt = now;
        }
        EngineLine.this.flush();
      }
    }

    private void fail(String why, Loss loss) {
      session(this).abort();
      lost(this, EngineException.passing(why, null, null), loss);
    }

    private boolean rotates() {
      Duration most = can.maxSession();
      if (most == null || endSaid) {
        return false;
      }
      long margin = Math.min(ROTATION_MARGIN, most.toNanos() / 10);
      long left = readyAt + most.toNanos() - now;
      return left < margin / 5 || (left < margin && listener.isQuiet());
    }

    /** Changes to a new session of the same engine before this one is ended by it. */
    private void rotate() {
      session(this).abort();
      leg = null;
      dials = 0;
      enginesTried = 0;
      listener.rotated(engine);
      dial();
    }

    void pump() {
      long end = ring.end();
      boolean whole = finishWanted || endWanted;
      while (cursor < end
          && allowance >= 1
          && (whole || end - cursor >= minimumFrame)
          && session(this).isWritable()) {
        long upTo = Math.min(end, cursor + Math.max(minimumFrame, (long) allowance));
        long reached = ring.read(cursor, upTo, session(this)::audio);
        if (reached == cursor) {
          return;
        }
        allowance -= reached - cursor;
        cursor = reached;
        sent();
      }
      if (cursor >= end) {
        said();
      }
    }

    private void sent() {
      unflushed = true;
      sentAt = now;
      if (can.progress() && stallSince == 0) {
        stallSince = now;
      }
    }

    /** Says what was to be said after the audio. */
    private void said() {
      if (endSaid) {
        return;
      }
      if (endWanted) {
        endSaid = true;
        workedAt = now;
        session(this).end();
        unflushed = true;
      } else if (finishWanted) {
        finishWanted = false;
        finishedAtMs = cursor / SAMPLES_A_MS;
        session(this).finish();
        unflushed = true;
      }
    }

    @Override
    public void ready() {
      if (!current() || ready) {
        return;
      }
      ready = true;
      everReady = true;
      readyAt = now;
      sentAt = now;
      allowance = burst;
      offsetMs = listener.sessionBegins(engine);
      beganMs = listener.position();
      cursor = offsetMs * SAMPLES_A_MS;
      heardMs = offsetMs;
      pump();
      EngineLine.this.flush();
    }

    @Override
    public void interim(List<LiveWord> words) {
      if (current()) {
        works(words);
        listener.interim(words, offsetMs, sentMs());
      }
    }

    @Override
    public void finals(List<LiveWord> words) {
      if (current()) {
        works(words);
        listener.finals(words, offsetMs, sentMs());
      }
    }

    /** Where the audio ends that the engine has, rounded up as engines may. */
    private long sentMs() {
      return Math.ceilDiv(cursor, SAMPLES_A_MS);
    }

    private void works(List<LiveWord> words) {
      if (!words.isEmpty()) {
        worked = true;
        workedAt = now;
      }
    }

    @Override
    public void endpoint() {
      if (current()) {
        listener.endpoint();
      }
    }

    @Override
    public void progress(long finalOfSession, long heardOfSession) {
      if (!current()) {
        return;
      }
      long sentMs = sentMs();
      long newFinal = Math.min(finalOfSession + offsetMs, sentMs);
      long newHeard = Math.clamp(heardOfSession + offsetMs, newFinal, sentMs);
      if (newHeard > heardMs || newFinal > finalMs) {
        heardMs = Math.max(heardMs, newHeard);
        finalMs = Math.max(finalMs, newFinal);
        workedAt = now;
        worked |= heardMs - offsetMs >= Transcript.LEAD_MS;
        stallSince = can.progress() && heardMs * SAMPLES_A_MS < cursor ? now : 0;
        // What was finished by force may have been cut in the middle of a word.
        if (finalMs >= finishedAtMs + Transcript.LEAD_MS) {
          listener.progress(finalMs);
        }
      }
    }

    @Override
    public void writable() {
      if (current() && ready) {
        pump();
        EngineLine.this.flush();
      }
    }

    @Override
    public void ended() {
      if (!current()) {
        return;
      }
      if (endSaid) {
        leg = null;
        closed = true;
        listener.ended();
      } else {
        lost(this, EngineException.passing("ended by itself", null, null), Loss.ENDED);
      }
    }

    @Override
    public void failed(EngineException failure) {
      lost(this, failure, Loss.of(failure));
    }

    @Override
    public void readComplete() {
      if (current()) {
        listener.flush();
      }
    }
  }
}
