package ai.bizcrush.extapi.transcription.live.socket;

/** When a client is to be pinged, and when it has not answered for too long. */
final class Heartbeat {

  private static final int MOST_MISSED = 2;

  private final long interval;
  private long nextAt;
  private int missed;

  Heartbeat(long intervalNanos, long now) {
    this.interval = intervalNanos;
    this.nextAt = now + intervalNanos;
  }

  enum Action {
    NONE,
    PING,
    GIVE_UP
  }

  /** The client sent something, or what it sends is not read. */
  void alive() {
    missed = 0;
  }

  Action at(long now) {
    if (now - nextAt < 0) {
      return Action.NONE;
    }
    if (missed == MOST_MISSED) {
      return Action.GIVE_UP;
    }
    missed++;
    nextAt = now + interval;
    return Action.PING;
  }
}
