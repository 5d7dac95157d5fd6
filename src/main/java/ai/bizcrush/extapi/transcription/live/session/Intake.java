package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.Recording;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The audio that a client sends: how much, since when, and whether it is read on. For use on the
 * stream's loop.
 */
final class Intake {

  private static final int SAMPLES_A_MS = Recording.SAMPLE_RATE / 1000;

  private final StreamContext context;
  private final Outlet client;
  private final AudioRing ring;
  private final long firstMs;
  private final Arrivals arrivals = new Arrivals();
  private long now;
  private long beganAt;
  private long countedMs;
  private boolean begun;

  /**
   * @param firstMs where the audio of this connection begins
   * @param now until {@link #tick} tells another time
   */
  Intake(StreamContext context, Outlet client, AudioRing ring, long firstMs, long now) {
    this.context = context;
    this.client = client;
    this.ring = ring;
    this.firstMs = firstMs;
    this.countedMs = firstMs;
    this.now = now;
  }

  void tick(long nanoTime) {
    now = nanoTime;
  }

  /**
   * Takes audio.
   *
   * @return whether it is the first
   */
  boolean audio(byte[] pcm, int offset, int length) {
    ring.append(pcm, offset, length);
    if (arrivals.isDue(receivedMs())) {
      arrivals.note(receivedMs(), context.nanoTime().getAsLong());
    }
    if (begun) {
      return false;
    }
    begun = true;
    beganAt = now;
    return true;
  }

  /** Whether audio came. */
  boolean hasBegun() {
    return begun;
  }

  /** Where the audio of this connection begins. */
  long firstMs() {
    return firstMs;
  }

  /** Where the oldest audio begins that is still there. */
  long oldestMs() {
    return ring.start() / SAMPLES_A_MS;
  }

  /** Where the newest audio ends. */
  long receivedMs() {
    return ring.end() / SAMPLES_A_MS;
  }

  /** Since the first audio. */
  Duration age() {
    return Duration.ofNanos(now - beganAt);
  }

  /** A final chunk goes out. */
  void finished(FinalChunk chunk) {
    long sentAt = context.nanoTime().getAsLong();
    context.meters().finished(chunk, arrivals.since(chunk.endMs(), sentAt));
  }

  /** Counts what came since it was last asked to. */
  void count() {
    long received = receivedMs();
    context.meters().received(received - countedMs);
    countedMs = received;
  }

  /** How much more audio came than time went by since the first of it. */
  long aheadMs() {
    return begun ? receivedMs() - firstMs - TimeUnit.NANOSECONDS.toMillis(now - beganAt) : 0;
  }

  /**
   * A client that sends faster than it speaks is read no faster than the engine hears it.
   *
   * @param unheardMs audio that no engine has got yet
   */
  void slowDown(long unheardMs) {
    if (isFarAhead(1, unheardMs) || isFull()) {
      client.pauseReading();
    }
  }

  /** Reading goes on later than it pauses. */
  void speedUp(long unheardMs) {
    if (client.isPaused() && !isFull() && !isFarAhead(2, unheardMs)) {
      client.resumeReading();
    }
  }

  private boolean isFarAhead(int times, long unheardMs) {
    long most = context.rules().mostAhead().toMillis();
    return aheadMs() * times > most && unheardMs * times > most;
  }

  private boolean isFull() {
    return (ring.end() - ring.start()) / SAMPLES_A_MS > context.rules().mostKept().toMillis()
        || context.rings().isFull();
  }

  /**
   * Lets go of audio that nobody needs.
   *
   * @param keptMs needed from here on
   * @param cursor the position from which an engine has yet to hear it
   */
  void trim(long keptMs, long cursor) {
    ring.trimTo(Math.min(keptMs * SAMPLES_A_MS, cursor));
  }
}
