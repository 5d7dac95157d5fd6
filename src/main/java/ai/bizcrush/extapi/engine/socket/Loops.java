package ai.bizcrush.extapi.engine.socket;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loops of connections whose owner has none. */
final class Loops implements AutoCloseable {

  private static final int THREADS = 2;

  private @Nullable EventLoopGroup group;

  /** The owner's executor as the loop of its connection; null when it cannot be that. */
  static @Nullable EventLoop of(Executor loop) {
    return loop instanceof IoEventLoop own && Transport.of(own) != null ? own : null;
  }

  synchronized EventLoop next() {
    if (group == null) {
      group =
          new MultiThreadIoEventLoopGroup(
              THREADS,
              new DefaultThreadFactory("engine-sockets", true),
              Transport.best().handlers());
    }
    return group.next();
  }

  @Override
  public synchronized void close() {
    if (group != null) {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
