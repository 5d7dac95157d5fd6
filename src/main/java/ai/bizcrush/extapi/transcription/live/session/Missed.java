package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.transcripts.LiveChunk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Finals that were stored when the client could not be reached. It hears them before anything else,
 * a part at a time, no faster than it reads: they may be hours of talk. For use on the stream's
 * loop.
 */
final class Missed {

  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  private final Queue<LiveChunk> left;
  private final String sessionId;
  private final Outlet client;
  private long toldAt;

  Missed(List<LiveChunk> finals, String sessionId, Outlet client, long now) {
    this.left = new ArrayDeque<>(finals);
    this.sessionId = sessionId;
    this.client = client;
    this.toldAt = now;
  }

  /** Whether it has heard them all, or hears nothing any more. */
  boolean areTold() {
    return left.isEmpty() || client.isShut();
  }

  /** Tells as many as the client takes now. */
  void tell(long now) {
    while (!areTold() && client.isWritable()) {
      client.finished(FinalChunk.of(left.remove(), sessionId));
      toldAt = now;
    }
  }

  /** Whether the client has taken none for long. */
  boolean areStuck(long now) {
    return !areTold() && now - toldAt >= PATIENCE;
  }
}
