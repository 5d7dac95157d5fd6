package ai.bizcrush.extapi.transcription.live.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of RFC 6455, without extensions: no compression is offered, so a frame that
 * says it is compressed is an error.
 */
final class Handshake extends WebSocketServerHandshaker13 {

  /** The only version there is. */
  static final String VERSION = "13";

  private static final int LARGEST_MESSAGE = 1024 * 1024;
  private static final int KEY_BYTES = 16;

  /**
   * A violation is told as every other error of a stream is, so Netty is not to close by itself.
   */
  private static final WebSocketDecoderConfig FRAMES =
      WebSocketDecoderConfig.newBuilder()
          .maxFramePayloadLength(LARGEST_MESSAGE)
          .expectMaskedFrames(true)
          .allowMaskMismatch(false)
          .allowExtensions(false)
          .closeOnProtocolViolation(false)
          .build();

  Handshake() {
    super("", null, FRAMES);
  }

  /** Whether the request is one that can be answered 101. */
  static boolean isComplete(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return request.decoderResult().isSuccess()
        && request.method().equals(HttpMethod.GET)
        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
        && isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))
        && HttpUtil.getContentLength(request, 0L) == 0
        && !HttpUtil.isTransferEncodingChunked(request);
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The answer to a complete request. */
  FullHttpResponse reply(HttpRequest request, HttpHeaders more) {
    return newHandshakeResponse(
        new DefaultFullHttpRequest(
            request.protocolVersion(),
            request.method(),
            request.uri(),
            Unpooled.EMPTY_BUFFER,
            request.headers(),
            EmptyHttpHeaders.INSTANCE),
        more);
  }

  /** The codecs of the frames that follow, fragments joined. */
  List<ChannelHandler> codecs() {
    return List.of(
        newWebsocketDecoder(),
        newWebSocketEncoder(),
        new Utf8FrameValidator(false),
        new WebSocketFrameAggregator(LARGEST_MESSAGE));
  }
}
