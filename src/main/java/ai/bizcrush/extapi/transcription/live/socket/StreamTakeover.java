package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.RequestId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits on a connection of the API for the handshake of a stream, and takes the connection over:
 * from then on the HTTP server knows nothing of it. Whatever is no complete handshake goes on to
 * the HTTP server, which says what is missing.
 *
 * <p>Requests that were sent before the handshake, without waiting for their replies, are answered
 * first.
 */
final class StreamTakeover extends ChannelDuplexHandler {

  /**
   * Bounds what the kernel holds for a client that does not read: text that waits there is old, and
   * nobody can take it back.
   */
  private static final int SEND_BUFFER = 64 * 1024;

  /** The event that tells the connection's handler that it may begin. */
  static final Object TAKEN_OVER = new Object();

  private final Function<Visit, ChannelHandler> connections;
  private int unanswered;
  private @Nullable HttpRequest handshake;
  private boolean complete;

  StreamTakeover(Function<Visit, ChannelHandler> connections) {
    this.connections = connections;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (handshake != null) {
      hold(ctx, message);
    } else if (message instanceof HttpRequest request
        && Visit.isFor(request)
        && Handshake.isComplete(request)) {
      handshake = request;
    } else {
      if (message instanceof HttpRequest) {
        unanswered++;
      }
      ctx.fireChannelRead(message);
    }
  }

  private void hold(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    if (complete) {
      ctx.close(); // frames before the answer, read as HTTP: they are lost
    } else if (message instanceof LastHttpContent) {
      complete = true;
      takeOverInTurn(ctx);
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ChannelPromise written = promise;
    if (isEndOfReply(message)) {
      // later: the HTTP server has things to do yet when its reply is out
      written = promise.unvoid();
      written.addListener(_ -> ctx.executor().execute(() -> answered(ctx)));
    }
    ctx.write(message, written);
  }

  private static boolean isEndOfReply(Object message) {
    return message instanceof LastHttpContent
        && !(message instanceof HttpResponse reply
            && reply.status().codeClass() == HttpStatusClass.INFORMATIONAL);
  }

  private void answered(ChannelHandlerContext ctx) {
    unanswered--;
    takeOverInTurn(ctx);
  }

  private void takeOverInTurn(ChannelHandlerContext ctx) {
    if (complete && unanswered == 0 && handshake != null && ctx.channel().isActive()) {
      takeOver(ctx, handshake);
    }
  }

  /**
   * All of it in one go: bytes that arrived behind the handshake are in the HTTP codec, and leave
   * it for the first of the new handlers when it is removed.
   */
  private void takeOver(ChannelHandlerContext ctx, HttpRequest request) {
    Channel channel = ctx.channel();
    ChannelPipeline pipeline = ctx.pipeline();
    var visit = Visit.of(request);
    channel.config().setAutoRead(false);
    channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
    var protocol = new Handshake();
    ctx.writeAndFlush(protocol.reply(request, headers(visit)), channel.voidPromise());
    for (ChannelHandler handler : pipeline.toMap().values()) {
      if (!(handler instanceof SslHandler || handler instanceof HttpServerCodec)) {
        pipeline.remove(handler);
      }
    }
    protocol.codecs().forEach(pipeline::addLast);
    pipeline.addLast(connections.apply(visit));
    pipeline.remove(HttpServerCodec.class);
    pipeline.fireUserEventTriggered(
        TAKEN_OVER); // not before: what is written now goes out as frames
  }

  private static HttpHeaders headers(Visit visit) {
    HttpHeaders headers = new DefaultHttpHeaders().set(RequestId.HEADER, visit.requestId());
    if (visit.query().reduceNoise()) {
      headers.set("X-Reduce-Noise", "unavailable");
    }
    return headers;
  }
}
