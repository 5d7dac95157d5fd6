package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket on its event loop: from the dial on what the owner holds, and, once it is open, the
 * end of its channel's pipeline.
 */
final class Connection extends ChannelInboundHandlerAdapter implements EngineSocket {

  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  private enum State {
    DIALLING,
    OPEN,
    CLOSING,
    OVER
  }

  private final SocketSettings settings;
  private final EventLoop loop;
  private final ClientFrames frames = new ClientFrames();
  private final Messages messages;
  private final Watch watch;
  private SocketListener listener;
  private State state = State.DIALLING;
  private @Nullable Channel channel;
  private boolean said;

  Connection(SocketSettings settings, SocketListener listener, EventLoop loop) {
    this.settings = settings;
    this.listener = listener;
    this.loop = loop;
    this.messages = new Messages(Math.toIntExact(settings.maxMessage().toBytes()));
    this.watch = new Watch(settings, loop);
  }

  /** Whether nobody waits for the dial any more. */
  boolean over() {
    return state == State.OVER;
  }

  /** The channel that is being connected; false when nobody waits for it any more. */
  boolean dialling(Channel dialled) {
    channel = dialled;
    if (state != State.DIALLING) {
      dialled.close();
      return false;
    }
    watch.await(settings.connectTimeout().plus(settings.handshakeTimeout()), this::tooLate);
    return true;
  }

  private void tooLate() {
    fail(EngineException.passing("no answer in time", null, null));
  }

  /** The engine took the upgrade. */
  void open() {
    if (state != State.DIALLING) {
      return;
    }
    state = State.OPEN;
    watch.keep(dialled(), () -> fail(EngineException.passing("no answer to pings", null, null)));
    said = true;
    listener.opened();
  }

  Channel dialled() {
    if (channel == null) {
      throw new IllegalStateException("not dialled yet");
    }
    return channel;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      switch (message) {
        case PingWebSocketFrame ping -> answer(ctx, ping);
        case PongWebSocketFrame _ -> {}
        case CloseWebSocketFrame close -> engineCloses(ctx, close);
        case WebSocketFrame frame -> {
          said = true;
          messages.take(ctx, frame, listener);
        }
        default -> {}
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** A peer that floods pings and reads nothing is not answered each time. */
  private static void answer(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
    if (ctx.channel().isWritable()) {
      ctx.writeAndFlush(
          new PongWebSocketFrame(ping.content().retain()), ctx.channel().voidPromise());
    }
  }

  private void engineCloses(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
    int code = close.statusCode() < 0 ? CloseCode.NONE : close.statusCode();
    if (state == State.OPEN) {
      ctx.writeAndFlush(new CloseWebSocketFrame(true, 0, close.content().retain()));
    }
    sayReadComplete();
    ctx.close();
    lastWord().closed(code, close.reasonText());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    watch.heard();
    sayReadComplete();
  }

  private void sayReadComplete() {
    if (said) {
      said = false;
      listener.readComplete();
    }
  }

  /** Later: a flush by the listener itself may have made room. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable() && state == State.OPEN) {
      loop.execute(this::sayWritable);
    }
  }

  private void sayWritable() {
    if (isWritable()) {
      listener.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    lastWord().closed(CloseCode.ABNORMAL, "");
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    messages.release();
  }

  /**
   * A failed write comes up here within the call that wrote: the end of the channel, which is
   * always told later, says it.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || cause.getCause() instanceof IOException) {
      ctx.close();
    } else if (cause instanceof CodecException) {
      fail(EngineException.broken("a broken or too long frame", null));
    } else {
      broken(cause);
    }
  }

  /** The listener itself failed. */
  void broken(Throwable cause) {
    log.error("A listener of an engine's socket failed: {}", Faults.where(cause));
    fail(EngineException.broken("an answer that was not understood", null));
  }

  /** Says the last word, unless it was said. */
  void fail(EngineException failure) {
    var heir = lastWord();
    drop();
    heir.failed(failure);
  }

  private void drop() {
    if (channel != null) {
      channel.close();
    }
  }

  /** Who is still to hear something; nobody else will hear anything after that. */
  private SocketListener lastWord() {
    var heir = listener;
    listener = Silence.INSTANCE;
    state = State.OVER;
    watch.stop();
    return heir;
  }

  @Override
  public void text(byte[] utf8, int offset, int length) {
    write(ClientFrames.TEXT, utf8, offset, length);
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    write(ClientFrames.BINARY, bytes, offset, length);
  }

  private void write(int opcode, byte[] bytes, int offset, int length) {
    if (state == State.OPEN) {
      var open = dialled();
      open.write(frames.frame(open.alloc(), opcode, bytes, offset, length), open.voidPromise());
    } else if (state == State.DIALLING) {
      loop.execute(() -> fail(EngineException.broken("written to before it was open", null)));
    }
  }

  @Override
  public void flush() {
    if (state == State.OPEN) {
      dialled().flush();
    }
  }

  @Override
  public boolean isWritable() {
    return state == State.OPEN && dialled().isWritable();
  }

  @Override
  public void close() {
    if (state == State.DIALLING) {
      abort();
    } else if (state == State.OPEN) {
      state = State.CLOSING;
      dialled().writeAndFlush(new CloseWebSocketFrame(CloseCode.NORMAL, ""));
      watch.await(settings.handshakeTimeout(), this::drop);
    }
  }

  @Override
  public void abort() {
    lastWord();
    drop();
  }
}
