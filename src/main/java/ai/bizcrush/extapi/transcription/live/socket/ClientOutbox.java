package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcription.live.wire.FrameBuffer;
import ai.bizcrush.extapi.transcription.live.wire.ServerFrames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * What a client is sent, on its loop. While a client reads slowly, the newest interim waits outside
 * of the queue, and takes the place of the one before; everything else is queued, up to a bound.
 */
final class ClientOutbox {

  private static final int MOST_QUEUED = 256 * 1024;
  private static final int LONGEST_REASON = 123;

  private static final FastThreadLocal<FrameBuffer> BUFFER =
      new FastThreadLocal<>() {
        @Override
        protected FrameBuffer initialValue() {
          return new FrameBuffer();
        }
      };

  private final Channel channel;
  private final ServerFrames frames;
  private final SocketMeters meters;

  private @Nullable ByteBuf waiting;
  private String waitingId = "";
  private boolean connected;
  private boolean sealed;
  private boolean overfull;
  private boolean closed;
  private boolean written;

  ClientOutbox(Channel channel, ServerFrames frames, SocketMeters meters) {
    this.channel = channel;
    this.frames = frames;
    this.meters = meters;
  }

  void connected() {
    connected = true;
    FrameBuffer frame = BUFFER.get();
    frames.connected(frame);
    write(frame);
  }

  void interim(Chunk chunk, StreamConfig config) {
    FrameBuffer frame = BUFFER.get();
    frames.chunk(chunk, config, frame);
    if (channel.isWritable()) {
      dropWaiting();
      write(frame);
    } else if (!closed && !sealed) {
      if (waiting != null) {
        meters.interimDropped();
        dropWaiting();
      }
      waiting = copy(frame);
      waitingId = chunk.id();
    }
  }

  void finished(Chunk chunk, StreamConfig config) {
    if (waitingId.equals(chunk.id())) {
      meters.interimDropped();
      dropWaiting();
    }
    FrameBuffer frame = BUFFER.get();
    frames.chunk(chunk, config, frame);
    write(frame);
  }

  void ack(long receivedMs, long finalMs, String resumeToken) {
    FrameBuffer frame = BUFFER.get();
    frames.ack(receivedMs, finalMs, resumeToken, frame);
    write(frame);
  }

  void ping() {
    channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
  }

  /** Answers a ping; a client that pings and does not read is not answered each time. */
  void pong(ByteBuf content) {
    if (channel.isWritable() && !closed) {
      channel.write(new PongWebSocketFrame(content.retain()), channel.voidPromise());
      written = true;
    }
  }

  /** The error frame, if it is an error, and the close frame; nothing goes out after it. */
  void close(StreamEnd end) {
    dropWaiting();
    if (end.code() != null && !closed) {
      sealed = false;
      FrameBuffer frame = BUFFER.get();
      frames.error(end, connected, frame);
      write(frame);
    }
    if (!closed) {
      channel.write(
          new CloseWebSocketFrame(end.closeCode(), shortened(end.reason())), channel.voidPromise());
      written = true;
    }
    closed = true;
    flush();
  }

  /** The answer to the client's close frame, with its code; then the connection ends. */
  void closeAfter(CloseWebSocketFrame client) {
    dropWaiting();
    if (!closed) {
      closed = true;
      channel
          .writeAndFlush(new CloseWebSocketFrame(true, 0, client.content().retain()))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** The queue is below its mark again. */
  void writable() {
    if (waiting != null && !closed) {
      ByteBuf frame = waiting;
      waiting = null;
      waitingId = "";
      write(frame);
    }
    flush();
  }

  /** Whether little enough is queued; once it is closed, nothing is. */
  boolean isWritable() {
    return closed || channel.isWritable();
  }

  /** Whether more is queued than a client may leave unread. */
  boolean isOverfull() {
    // counted from the low mark on while the channel is not writable, else nothing
    return channel.bytesBeforeWritable()
        > MOST_QUEUED - channel.config().getWriteBufferLowWaterMark();
  }

  /** Takes nothing any more but the close: more is queued than may be. False if told before. */
  boolean seal() {
    if (overfull) {
      return false;
    }
    overfull = true;
    sealed = true;
    dropWaiting();
    return true;
  }

  void flush() {
    if (written) {
      written = false;
      channel.flush();
    }
  }

  void release() {
    closed = true;
    dropWaiting();
  }

  private void write(FrameBuffer frame) {
    if (!closed && !sealed) {
      write(copy(frame));
    }
  }

  private void write(ByteBuf content) {
    meters.sent(content.readableBytes());
    channel.write(
        frames.areText() ? new TextWebSocketFrame(content) : new BinaryWebSocketFrame(content),
        channel.voidPromise());
    written = true;
  }

  private ByteBuf copy(FrameBuffer frame) {
    return channel.alloc().ioBuffer(frame.length()).writeBytes(frame.array(), 0, frame.length());
  }

  private void dropWaiting() {
    if (waiting != null) {
      waiting.release();
      waiting = null;
      waitingId = "";
    }
  }

  /** Reasons are ours, in ASCII; the bound is the protocol's. */
  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }
}
