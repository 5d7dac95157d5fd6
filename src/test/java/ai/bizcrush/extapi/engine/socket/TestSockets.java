package ai.bizcrush.extapi.engine.socket;

import java.net.URI;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.util.unit.DataSize;

/** The service's {@link EngineSockets} without the service. */
public final class TestSockets implements EngineSockets, AutoCloseable {

  static final SocketSettings SETTINGS =
      new SocketSettings(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          DataSize.ofMegabytes(16),
          null);

  private final NettyEngineSockets sockets;

  private TestSockets(SocketSettings settings, @Nullable KeyStore trust) {
    var bundles = new DefaultSslBundleRegistry();
    if (trust != null) {
      bundles.registerBundle("test", SslBundle.of(SslStoreBundle.of(null, null, trust)));
    }
    sockets = new NettyEngineSockets(settings, bundles, Clock.systemUTC());
  }

  public static TestSockets create() {
    return new TestSockets(SETTINGS, null);
  }

  /** Trusting nobody but this. */
  public static TestSockets trusting(KeyStore trust) {
    return new TestSockets(
        new SocketSettings(
            SETTINGS.connectTimeout(),
            SETTINGS.handshakeTimeout(),
            SETTINGS.pingAfter(),
            SETTINGS.lostAfter(),
            SETTINGS.maxMessage(),
            "test"),
        trust);
  }

  static TestSockets with(SocketSettings settings) {
    return new TestSockets(settings, null);
  }

  @Override
  public EngineSocket open(
      URI uri, Map<String, String> headers, SocketListener listener, Executor loop) {
    return sockets.open(uri, headers, listener, loop);
  }

  @Override
  public void close() {
    sockets.close();
  }
}
