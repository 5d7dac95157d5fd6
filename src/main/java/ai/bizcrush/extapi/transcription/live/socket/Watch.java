package ai.bizcrush.extapi.transcription.live.socket;

import java.time.Duration;

/** Ends a connection, or has its client pinged, when the time for it has come. */
final class Watch {

  private static final long ENTER_WITHIN = Duration.ofSeconds(10).toNanos();
  private static final long CLOSE_WITHIN = Duration.ofSeconds(3).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final StreamConnection connection;
  private final Admission admission;
  private final ClientOutbox outbox;
  private final long longest;
  private final long firstFrame;
  private final Heartbeat heartbeat;
  private final long since;
  private long now;
  private long enteredAt;
  private long checkedAt;
  private long closeBy;
  private boolean heard;
  private boolean reading = true;

  Watch(
      StreamSockets sockets,
      StreamConnection connection,
      Admission admission,
      ClientOutbox outbox,
      long since) {
    this.connection = connection;
    this.admission = admission;
    this.outbox = outbox;
    this.longest = sockets.limits().streamDuration().toNanos();
    this.firstFrame = sockets.settings().firstFrame().toNanos();
    this.heartbeat = new Heartbeat(sockets.settings().ping().toNanos(), since);
    this.since = since;
    this.now = since;
  }

  /** The client sent something. */
  void heard() {
    heard = true;
  }

  /** Whether the client is read from. */
  void reading(boolean on) {
    reading = on;
  }

  /** The client was let in. */
  void entered(long nanoTime) {
    enteredAt = nanoTime;
  }

  /** The close frame was sent. */
  void closing(long nanoTime) {
    closeBy = nanoTime + CLOSE_WITHIN;
  }

  /**
   * Time passes.
   *
   * @param begun whether the client has said what it wants
   */
  void look(long nanoTime, ConnectionState state, boolean begun) {
    now = nanoTime;
    if (heard || !reading) { // while the client is not read, its answers are not either
      heard = false;
      heartbeat.alive();
    }
    switch (state) {
      case ENTERING -> {
        if (now - since >= ENTER_WITHIN) {
          connection.end(Ends.UNAVAILABLE);
        }
      }
      case OPEN -> {
        lookAfterStream(begun);
        lookAfterClient();
      }
      case CLOSING -> {
        if (now - closeBy >= 0) {
          connection.leave();
        }
      }
      case GONE -> {}
    }
  }

  private void lookAfterStream(boolean begun) {
    if (now - checkedAt >= SECOND) {
      checkedAt = now;
      if (!admission.isWelcome()) {
        connection.stop(Ends.REVOKED);
      }
    }
    if (now - enteredAt >= longest) {
      connection.stop(Ends.TOO_LONG);
    }
    if (!begun && now - enteredAt >= firstFrame) {
      connection.end(Ends.NOTHING_SAID);
    }
  }

  private void lookAfterClient() {
    switch (heartbeat.at(now)) {
      case NONE -> {}
      case PING -> outbox.ping();
      case GIVE_UP -> connection.leave();
    }
  }
}
