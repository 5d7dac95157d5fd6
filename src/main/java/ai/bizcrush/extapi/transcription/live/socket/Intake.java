package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.media.CanonicalPcm;
import ai.bizcrush.extapi.transcription.live.wire.ClientFrames;
import ai.bizcrush.extapi.transcription.live.wire.FrameRejected;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The messages of a client, in their order, so much work a turn of its loop: a few bytes can be
 * hours of Opus, heard or skipped, and the loop has other streams to serve. What is left waits for
 * the next turn, and what comes behind it waits too.
 */
final class Intake {

  /** What an intake asks of its conversation. */
  interface Owner {

    /** A turn of its own is over. */
    void turned();

    /** A turn of its own failed; {@link FrameRejected} ends the stream. */
    void failed(RuntimeException failure);
  }

  /** Two seconds, decoded. */
  private static final int MOST_A_TURN = 2 * CanonicalPcm.SAMPLE_RATE * CanonicalPcm.SAMPLE_BYTES;

  /** Longer frames have a buffer of their own for a moment. */
  private static final int SCRATCH = 16 * 1024;

  private static final FastThreadLocal<byte[]> BUFFER =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[SCRATCH];
        }
      };

  private final ClientFrames frames;
  private final EventLoop loop;
  private final Owner owner;
  private final Deque<WebSocketFrame> waiting = new ArrayDeque<>();
  private int decoded;
  private boolean scheduled;
  private boolean paused;
  private boolean closed;

  Intake(ClientFrames frames, EventLoop loop, Owner owner) {
    this.frames = frames;
    this.loop = loop;
    this.owner = owner;
  }

  /**
   * Takes a whole message, now or when its turn comes.
   *
   * @throws FrameRejected it ends the stream
   */
  void take(WebSocketFrame message) {
    if (closed) {
      return;
    }
    if (waiting.isEmpty() && !frames.isBehind() && decoded < MOST_A_TURN) {
      hear(message);
    } else {
      waiting.add(message.retain());
    }
    schedule();
  }

  /** What a message brought was so much work, in bytes of samples; not all need be heard. */
  void decoded(int bytes) {
    decoded += bytes;
  }

  /** The loop turns to others. */
  void endTurn() {
    decoded = 0;
  }

  /** Whether something that the client sent waits for its turn. */
  boolean isBehind() {
    return !closed && (frames.isBehind() || !waiting.isEmpty());
  }

  /** Nothing is heard while it pauses, but for what is in its turn. */
  void pause(boolean on) {
    paused = on;
    schedule();
  }

  /** Nothing is heard any more, of what waits neither. */
  void close() {
    closed = true;
    waiting.forEach(WebSocketFrame::release);
    waiting.clear();
  }

  private void schedule() {
    if (isBehind() && !scheduled && !paused) {
      scheduled = true;
      // a task that orders itself anew may come up to 64 times before the loop reads anything
      loop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
    }
  }

  private void turn() {
    scheduled = false;
    decoded = 0;
    try {
      while (isBehind() && !paused && decoded < MOST_A_TURN) {
        next();
      }
      owner.turned();
    } catch (RuntimeException e) {
      owner.failed(e);
    }
    schedule();
  }

  private void next() {
    if (frames.isBehind()) {
      frames.catchUp();
    } else {
      WebSocketFrame message = waiting.remove();
      try {
        hear(message);
      } finally {
        message.release();
      }
    }
  }

  private void hear(WebSocketFrame message) {
    ByteBuf content = message.content();
    int length = content.readableBytes();
    byte[] buffer = length <= SCRATCH ? BUFFER.get() : new byte[length];
    content.getBytes(content.readerIndex(), buffer, 0, length);
    if (message instanceof TextWebSocketFrame) {
      frames.text(buffer, 0, length);
    } else {
      frames.binary(buffer, 0, length);
    }
  }
}
