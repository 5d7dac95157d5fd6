package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcription.live.wire.ClientFrames;
import ai.bizcrush.extapi.transcription.live.wire.FrameRejected;
import ai.bizcrush.extapi.transcription.live.wire.StreamInput;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a client that was let in and its stream say to each other. */
final class Conversation implements StreamInput, StreamClient {

  /** What the conversation asks of its connection. */
  interface Line {

    /** The stream has said its last word. */
    void ended(StreamEnd end);

    /** Whether the client is to be read from. */
    void reading(boolean on);

    /** The client leaves more unread than it may; called while the stream speaks. */
    void overfull();
  }

  /** Longer frames have a buffer of their own for a moment. */
  private static final int SCRATCH = 16 * 1024;

  private static final FastThreadLocal<byte[]> BUFFER =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[SCRATCH];
        }
      };

  private final StreamSockets sockets;
  private final Caller caller;
  private final StreamTrace trace;
  private final Executor loop;
  private final ClientOutbox outbox;
  private final Line line;
  private final ClientFrames frames;

  private @Nullable StreamConfig config;
  private @Nullable LiveStream stream;
  private boolean over;
  private boolean gone;
  private boolean stopped;

  Conversation(
      StreamSockets sockets,
      Visit visit,
      Caller caller,
      StreamTrace trace,
      Executor loop,
      ClientOutbox outbox,
      Line line) {
    this.sockets = sockets;
    this.caller = caller;
    this.trace = trace;
    this.loop = loop;
    this.outbox = outbox;
    this.line = line;
    this.frames = new ClientFrames(visit.query(), sockets.configs(), this);
  }

  /** Whether the client has said what it wants. */
  boolean hasBegun() {
    return config != null;
  }

  /** Whether nothing comes from the stream any more. */
  boolean isOver() {
    return over || stream == null;
  }

  /**
   * Takes a whole message.
   *
   * @throws FrameRejected it ends the stream
   */
  void take(WebSocketFrame message) {
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

  void readComplete() {
    LiveStream listening = listening();
    if (listening != null) {
      listening.readComplete();
    }
  }

  void tick(long now) {
    if (stream != null && !over) {
      stream.tick(now);
    }
  }

  /** The client is not there any more, or not listened to. */
  void clientGone() {
    LiveStream left = listening();
    gone = true;
    if (left != null) {
      left.clientGone();
    }
  }

  /** Brings the stream to its end; false if there is none that would say so to the client. */
  boolean stop(StreamEnd why) {
    if (isOver()) {
      return false;
    }
    if (!stopped) {
      stopped = true;
      Objects.requireNonNull(stream).stop(why);
    }
    return true;
  }

  /** The stream failed and is left to itself. */
  void forget() {
    over = true;
  }

  private @Nullable LiveStream listening() {
    return over || gone ? null : stream;
  }

  @Override
  public void configured(StreamConfig wanted) {
    config = wanted;
    trace.session(wanted.sessionId());
    stream = sockets.streams().open(wanted, caller, this, loop);
  }

  @Override
  public void pcm(byte[] bytes, int offset, int length) {
    LiveStream listening = listening();
    if (listening != null) {
      listening.audio(bytes, offset, length);
    }
  }

  @Override
  public void finish() {
    LiveStream listening = listening();
    if (listening != null) {
      listening.finish();
    }
  }

  @Override
  public void keepAlive() {
    LiveStream listening = listening();
    if (listening != null) {
      listening.keepAlive();
    }
  }

  @Override
  public void end() {
    LiveStream listening = listening();
    if (listening != null) {
      listening.end();
    }
  }

  @Override
  public void connected() {
    outbox.connected();
  }

  @Override
  public void interim(Chunk chunk) {
    outbox.interim(chunk, Objects.requireNonNull(config));
  }

  @Override
  public void finished(Chunk chunk) {
    outbox.finished(chunk, Objects.requireNonNull(config));
    checkQueue();
  }

  @Override
  public void ack(long receivedMs, long finalMs, String resumeToken) {
    outbox.ack(receivedMs, finalMs, resumeToken);
    checkQueue();
  }

  private void checkQueue() {
    if (outbox.isOverfull()) {
      line.overfull();
    }
  }

  @Override
  public void close(StreamEnd end) {
    over = true;
    line.ended(end);
  }

  @Override
  public void pauseReading() {
    line.reading(false);
  }

  @Override
  public void resumeReading() {
    line.reading(true);
  }

  @Override
  public void flush() {
    outbox.flush();
  }
}
