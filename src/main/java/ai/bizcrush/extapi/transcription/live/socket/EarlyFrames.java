package ai.bizcrush.extapi.transcription.live.socket;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What came in the same read as the handshake, and waits until it is known who the client is. */
final class EarlyFrames {

  private final Deque<WebSocketFrame> frames = new ArrayDeque<>();

  /** Keeps a frame, which stays its caller's too. */
  void add(WebSocketFrame frame) {
    frames.add(frame.retain());
  }

  /**
   * Hands the frames on, in their order, unless they are released meanwhile; false if none came.
   */
  boolean replay(Consumer<WebSocketFrame> to) {
    boolean any = !frames.isEmpty();
    for (WebSocketFrame frame = frames.poll(); frame != null; frame = frames.poll()) {
      try {
        to.accept(frame);
      } finally {
        frame.release();
      }
    }
    return any;
  }

  void release() {
    frames.forEach(WebSocketFrame::release);
    frames.clear();
  }
}
