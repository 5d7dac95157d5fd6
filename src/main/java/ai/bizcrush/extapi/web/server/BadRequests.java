package ai.bizcrush.extapi.web.server;

import ai.bizcrush.extapi.shared.ErrorBody;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.RequestId;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers, in the shape of every other error, requests that reactor-netty would turn away with an
 * empty body: broken HTTP, an endless request line or header, a target that is no URI. The
 * connection ends with the answer, for what follows on it cannot be told apart any more.
 */
@Sharable
final class BadRequests extends ChannelInboundHandlerAdapter {

  private final JsonMapper json;

  BadRequests(JsonMapper json) {
    this.json = json;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    HttpResponseStatus refusal = message instanceof HttpRequest r ? refusal(r) : null;
    if (refusal == null) {
      context.fireChannelRead(message);
      return;
    }
    String sent = ((HttpRequest) message).headers().get(RequestId.HEADER);
    ReferenceCountUtil.release(message);
    context.channel().config().setAutoRead(false);
    context.pipeline().remove(this);
    context.writeAndFlush(reply(refusal, sent)).addListener(ChannelFutureListener.CLOSE);
  }

  private static @Nullable HttpResponseStatus refusal(HttpRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      return HttpResponseStatus.REQUEST_URI_TOO_LONG;
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
    }
    return cause != null || !isUri(request.uri()) ? HttpResponseStatus.BAD_REQUEST : null;
  }

  private static boolean isUri(String target) {
    try {
      return new URI(target).getRawPath() != null || target.equals("*");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private DefaultFullHttpResponse reply(HttpResponseStatus status, @Nullable String requestId) {
    byte[] body =
        json.writeValueAsBytes(ErrorBody.of(ErrorCode.INVALID_ARGUMENT, status.reasonPhrase()));
    var reply =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    reply
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set(RequestId.HEADER, RequestId.from(requestId))
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, CrossOrigin.ANY)
        .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, CrossOrigin.EXPOSED);
    return reply;
  }
}
