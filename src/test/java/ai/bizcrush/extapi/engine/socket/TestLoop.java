package ai.bizcrush.extapi.engine.socket;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The single thread of a stream, as a Netty event loop or as an ordinary executor. */
public final class TestLoop implements AutoCloseable {

  /** What a loop is made of. */
  public enum Kind {
    /** The service's own kind. */
    EPOLL,
    NIO,
    EXECUTOR
  }

  private final ExecutorService service;
  private final Executor loop;

  public TestLoop(Kind kind) {
    switch (kind) {
      case EPOLL -> {
        var group = new MultiThreadIoEventLoopGroup(1, Transport.best().handlers());
        service = group;
        loop = group.next();
      }
      case NIO -> {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        service = group;
        loop = group.next();
      }
      default -> {
        service = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("owner").factory());
        loop = service;
      }
    }
  }

  public Executor executor() {
    return loop;
  }

  /** Runs this on the loop and waits for it. */
  public <T> T call(Callable<T> task) {
    var result = new CompletableFuture<T>();
    loop.execute(
        () -> {
          try {
            result.complete(task.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    return result.orTimeout(1, TimeUnit.MINUTES).join();
  }

  public void run(Runnable task) {
    call(
        () -> {
          task.run();
          return null;
        });
  }

  @Override
  public void close() {
    if (service instanceof EventLoopGroup group) {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    } else {
      service.close();
    }
  }
}
