package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/** How a connection is made: name, TCP, TLS, upgrade. */
final class Dial {

  /** About two seconds of audio, above which no more is wanted. */
  private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(16 * 1024, 64 * 1024);

  private final SocketSettings settings;
  private final Tls tls;
  private final Names names;
  private final Clock clock;

  Dial(SocketSettings settings, Tls tls, Names names, Clock clock) {
    this.settings = settings;
    this.tls = tls;
    this.names = names;
    this.clock = clock;
  }

  /** On the loop; what comes of it the connection is told. */
  void begin(URI uri, Map<String, String> headers, Connection connection, EventLoop loop) {
    boolean secure = "wss".equalsIgnoreCase(uri.getScheme());
    String host = uri.getHost();
    if (host == null || !secure && !"ws".equalsIgnoreCase(uri.getScheme())) {
      connection.fail(EngineException.broken("not the address of a WebSocket", null));
      return;
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    WebSocketClientHandshaker handshaker;
    try {
      handshaker = handshaker(uri, headers);
    } catch (IllegalArgumentException e) {
      connection.fail(EngineException.broken("a header that cannot be sent", null));
      return;
    }
    var upgrade = new Upgrade(connection, handshaker, secure, clock);
    var initializer =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            if (secure) {
              channel.pipeline().addLast(tls.handler(channel, host, port));
            }
            channel.pipeline().addLast(new HttpClientCodec(), upgrade);
          }
        };
    connect(initializer, host, port, connection, loop);
  }

  private void connect(
      ChannelInitializer<Channel> initializer,
      String host,
      int port,
      Connection connection,
      EventLoop loop) {
    var transport = Objects.requireNonNull(Transport.of(loop));
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(transport.sockets())
            .resolver(names.resolver(transport))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(settings.connectTimeout().toMillis()))
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS)
            .handler(initializer)
            .connect(host, port);
    if (connection.dialling(connected.channel())) {
      connected.addListener(
          outcome -> {
            if (!outcome.isSuccess()) {
              connection.fail(DialFailures.of(outcome.cause()));
            }
          });
    }
  }

  private WebSocketClientHandshaker handshaker(URI uri, Map<String, String> headers) {
    var sent = new DefaultHttpHeaders().set(HttpHeaderNames.USER_AGENT, "extapi");
    headers.forEach(sent::set);
    return WebSocketClientHandshakerFactory.newHandshaker(
        uri,
        WebSocketVersion.V13,
        null,
        false,
        sent,
        Math.toIntExact(settings.maxMessage().toBytes()),
        true,
        false,
        -1);
  }
}
