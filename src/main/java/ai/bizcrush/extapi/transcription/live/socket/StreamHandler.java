package ai.bizcrush.extapi.transcription.live.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The last handler of a stream's channel: what happens there, told to its connection. */
final class StreamHandler extends ChannelInboundHandlerAdapter {

  private final StreamSockets sockets;
  private final Visit visit;
  private @Nullable StreamConnection connection;

  StreamHandler(StreamSockets sockets, Visit visit) {
    this.sockets = sockets;
    this.visit = visit;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    connection = new StreamConnection(sockets, visit, ctx.channel());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == StreamTakeover.TAKEN_OVER) {
      connection().begin();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof WebSocketFrame frame) {
        connection().take(frame);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    connection().readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      connection().writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    connection().gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      ctx.close();
    } else if (cause instanceof CodecException) {
      connection().end(Ends.failure(cause));
    } else {
      connection().broken(cause);
    }
  }

  private StreamConnection connection() {
    return Objects.requireNonNull(connection);
  }
}
