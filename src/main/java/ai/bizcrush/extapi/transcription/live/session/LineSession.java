package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session of one engine: hands it audio as fast as it takes it, puts what it says on the
 * stream's clock, and notices when it is gone or its time is over. For use on the stream's loop.
 */
final class LineSession implements LiveListener {

  private static final long KEEP_ALIVE = Duration.ofSeconds(4).toNanos();
  private static final long ROTATION_MARGIN = Duration.ofSeconds(60).toNanos();

  private final EngineLine line;
  private final LineListener listener;
  private final LiveEngine engine;
  private final LiveCapabilities can;
  private final long readyBy;
  private final AudioFeed feed;
  private final Headway headway;
  private @Nullable LiveSession session;
  private boolean ready;
  private boolean unflushed;
  private boolean endSaid;
  private long now;
  private long readyAt;
  private long beganMs;
  private long offsetMs;
  private long sentAt;
  private long finishedAtMs = Long.MIN_VALUE / 2;

  /**
   * @param now until {@link #tick} tells another time
   */
  LineSession(EngineLine line, LineListener listener, AudioRing ring, LiveEngine engine, long now) {
    this.line = line;
    this.listener = listener;
    this.now = now;
    this.engine = engine;
    this.can = engine.capabilities();
    this.readyBy = now + engine.limits().ready().toNanos();
    this.feed = new AudioFeed(ring, can);
    this.headway = new Headway(engine);
  }

  /**
   * Whether the stream is further than it was when the session began: an engine that says words and
   * takes them along when it dies does not count. One that does not tell its progress is believed
   * when it lived on through silence.
   */
  boolean advanced() {
    boolean silent = !can.progress() && now - readyAt >= engine.limits().stall().toNanos();
    return ready && (silent || listener.position() > beganMs);
  }

  /** What is dialled. */
  void dialled(LiveSession dialled) {
    session = dialled;
  }

  private LiveSession session() {
    if (session == null) {
      throw new IllegalStateException("an engine spoke before it was dialled");
    }
    return session;
  }

  LiveEngine engine() {
    return engine;
  }

  /** Whether the engine takes audio. */
  boolean isReady() {
    return ready;
  }

  /** Whether it said words, or was further than what it heard again. */
  boolean hasWorked() {
    return headway.hasWorked();
  }

  /** Whether it has everything and was told that it is the end. */
  boolean isEnding() {
    return endSaid;
  }

  /** For how long it has shown no sign of work. */
  long restingNanos() {
    return headway.restingNanos(now);
  }

  /** The position up to which it has audio. */
  long cursor() {
    return feed.cursor();
  }

  private boolean current() {
    return line.isCurrent(this);
  }

  void abort() {
    if (session != null) {
      session.abort();
    }
  }

  void flush() {
    if (unflushed) {
      unflushed = false;
      session().flush();
    }
  }

  void tick(long nanoTime) {
    long elapsed = nanoTime - now;
    now = nanoTime;
    if (!ready) {
      if (now >= readyBy) {
        fail("not ready in time", Loss.FAILED);
      }
      return;
    }
    feed.tick(elapsed);
    if (headway.isStalled(now)) {
      fail("no progress", Loss.STALLED);
    } else if (rotates()) {
      session().abort();
      line.rotate(this);
    } else {
      pump();
      if (!endSaid && now - sentAt >= KEEP_ALIVE) {
        session().keepAlive();
        unflushed = true;
        sentAt = now;
      }
      flush();
    }
  }

  private void fail(String why, Loss loss) {
    session().abort();
    line.lost(this, EngineException.passing(why, null, null), loss);
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

  /** Hands over what the engine takes of the audio in the ring. */
  void pump() {
    boolean whole = line.wantsFinish() || line.wantsEnd();
    if (!feed.isDrained() && feed.feed(session(), whole)) {
      unflushed = true;
      sentAt = now;
      headway.sent(now);
    }
    if (feed.isDrained()) {
      said();
    }
  }

  /** Says what was to be said after the audio. */
  private void said() {
    if (endSaid) {
      return;
    }
    if (line.wantsEnd()) {
      endSaid = true;
      headway.rest(now);
      session().end();
      unflushed = true;
    } else if (line.wantsFinish()) {
      line.finishSaid();
      finishedAtMs = feed.cursorMs();
      session().finish();
      unflushed = true;
    }
  }

  @Override
  public void ready() {
    if (!current() || ready) {
      return;
    }
    ready = true;
    line.sessionReady();
    readyAt = now;
    sentAt = now;
    offsetMs = listener.sessionBegins(engine);
    beganMs = listener.position();
    feed.begin(offsetMs);
    headway.begin(offsetMs);
    pump();
    flush();
  }

  @Override
  public void interim(List<LiveWord> words) {
    if (current()) {
      works(words);
      listener.interim(words, offsetMs, feed.sentMs());
    }
  }

  @Override
  public void finals(List<LiveWord> words) {
    if (current()) {
      works(words);
      listener.finals(words, offsetMs, feed.sentMs());
    }
  }

  private void works(List<LiveWord> words) {
    if (!words.isEmpty()) {
      headway.spoke(now);
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
    long sentMs = feed.sentMs();
    long newFinal = Math.min(finalOfSession + offsetMs, sentMs);
    long newHeard = Math.clamp(heardOfSession + offsetMs, newFinal, sentMs);
    if (headway.progress(newFinal, newHeard, feed.cursor(), now)
        // What was finished by force may have been cut in the middle of a word.
        && headway.finalMs() >= finishedAtMs + Transcript.LEAD_MS) {
      listener.progress(headway.finalMs());
    }
  }

  @Override
  public void writable() {
    if (current() && ready) {
      pump();
      flush();
    }
  }

  @Override
  public void ended() {
    if (!current()) {
      return;
    }
    if (endSaid) {
      line.ended();
    } else {
      line.lost(this, EngineException.passing("ended by itself", null, null), Loss.ENDED);
    }
  }

  @Override
  public void failed(EngineException failure) {
    line.lost(this, failure, Loss.of(failure));
  }

  @Override
  public void readComplete() {
    if (current()) {
      listener.flush();
    }
  }
}
