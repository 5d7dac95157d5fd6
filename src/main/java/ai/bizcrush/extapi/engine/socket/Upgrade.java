package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.http.RetryAfter;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;

/** Asks for the upgrade once the connection stands, and makes way for the WebSocket. */
final class Upgrade extends ChannelInboundHandlerAdapter {

  private final Connection connection;
  private final WebSocketClientHandshaker handshaker;
  private final boolean secure;
  private final Clock clock;

  Upgrade(
      Connection connection, WebSocketClientHandshaker handshaker, boolean secure, Clock clock) {
    this.connection = connection;
    this.handshaker = handshaker;
    this.secure = secure;
    this.clock = clock;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (!secure) {
      ask(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      ask(ctx);
    }
  }

  private void ask(ChannelHandlerContext ctx) {
    handshaker
        .handshake(ctx.channel())
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                connection.fail(DialFailures.of(written.cause()));
              }
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpResponse response) {
        answered(ctx, response);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void answered(ChannelHandlerContext ctx, HttpResponse response) {
    int status = response.status().code();
    if (!response.decoderResult().isSuccess()) {
      connection.fail(EngineException.broken("an answer that is not HTTP", null));
    } else if (status != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      String later = response.headers().get(HttpHeaderNames.RETRY_AFTER);
      connection.fail(DialFailures.refused(status, RetryAfter.parse(later, clock.instant())));
    } else {
      handshaker.finishHandshake(ctx.channel(), head(response));
      ctx.pipeline().replace(this, "connection", connection);
      connection.open();
    }
  }

  private static DefaultFullHttpResponse head(HttpResponse response) {
    return new DefaultFullHttpResponse(
        response.protocolVersion(),
        response.status(),
        Unpooled.EMPTY_BUFFER,
        response.headers(),
        EmptyHttpHeaders.INSTANCE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    connection.fail(EngineException.passing("the connection broke", null, null));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    connection.fail(DialFailures.of(cause));
  }
}
