package ai.bizcrush.extapi.engine.socket;

import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** WebSockets of Netty. */
@Component
final class NettyEngineSockets implements EngineSockets, AutoCloseable {

  private final SocketSettings settings;
  private final Tls tls;
  private final Names names;
  private final Loops loops = new Loops();
  private final Dial dial;

  NettyEngineSockets(SocketSettings settings, SslBundles bundles, Clock clock) {
    this.settings = settings;
    this.tls = new Tls(settings, bundles);
    this.names = new Names(settings.connectTimeout());
    this.dial = new Dial(settings, tls, names, clock);
  }

  @Override
  public EngineSocket open(
      URI uri, Map<String, String> headers, SocketListener listener, Executor loop) {
    EventLoop own = Loops.of(loop);
    if (own != null) {
      var connection = new Connection(settings, listener, own);
      own.execute(() -> dial.begin(uri, headers, connection, own));
      return connection;
    }
    EventLoop lent = loops.next();
    var handover = new Handover(listener, loop, lent, settings);
    lent.execute(() -> dial.begin(uri, headers, handover.connection(), lent));
    return handover;
  }

  @Override
  public void close() {
    loops.close();
    names.close();
    tls.close();
  }
}
