package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.transcripts.LiveChunk;
import java.util.Iterator;
import java.util.List;

/**
 * Finals that were stored when the client could not be reached. It hears them before anything else,
 * as fast as it reads: they may be hours of talk. For use on the stream's loop.
 */
final class Missed {

  private final Iterator<LiveChunk> left;
  private final String sessionId;
  private final Outlet client;

  Missed(List<LiveChunk> finals, String sessionId, Outlet client) {
    this.left = finals.iterator();
    this.sessionId = sessionId;
    this.client = client;
  }

  /** Whether it has heard them all, or hears nothing any more. */
  boolean areTold() {
    return !left.hasNext() || client.isShut();
  }

  /** Tells as many as the client takes now. */
  void tell() {
    while (!areTold() && client.isWritable()) {
      client.finished(FinalChunk.of(left.next(), sessionId));
    }
  }
}
