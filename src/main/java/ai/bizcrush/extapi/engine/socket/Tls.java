package ai.bizcrush.extapi.engine.socket;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.springframework.boot.ssl.SslBundles;

/**
 * TLS towards engines, certificate and name checked. The handshake's computations run beside the
 * event loops.
 */
final class Tls implements AutoCloseable {

  private static final int THREADS = 2;

  private final SslContext context;
  private final ExecutorService tasks =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().name("engine-tls-", 0).daemon().factory());

  Tls(SocketSettings settings, SslBundles bundles) {
    var builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
    if (settings.sslBundle() != null) {
      var bundle = bundles.getBundle(settings.sslBundle());
      builder.trustManager(bundle.getManagers().getTrustManagerFactory());
    }
    try {
      this.context = builder.endpointIdentificationAlgorithm("HTTPS").build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  /** Without a time-out of its own: the dial has one. */
  SslHandler handler(Channel channel, String host, int port) {
    var handler = context.newHandler(channel.alloc(), host, port, tasks);
    handler.setHandshakeTimeoutMillis(0);
    return handler;
  }

  @Override
  public void close() {
    tasks.shutdownNow();
  }
}
