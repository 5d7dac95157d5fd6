package ai.bizcrush.extapi.engine.socket;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The kinds of channels, of which each event loop serves one. */
enum Transport {
  EPOLL(
      EpollIoHandler.class,
      EpollSocketChannel.class,
      EpollDatagramChannel.class,
      EpollIoHandler::newFactory),
  NIO(
      NioIoHandler.class,
      NioSocketChannel.class,
      NioDatagramChannel.class,
      NioIoHandler::newFactory);

  private final Class<? extends IoHandler> handler;
  private final Class<? extends SocketChannel> sockets;
  private final Class<? extends DatagramChannel> datagrams;
  private final Supplier<IoHandlerFactory> handlers;

  Transport(
      Class<? extends IoHandler> handler,
      Class<? extends SocketChannel> sockets,
      Class<? extends DatagramChannel> datagrams,
      Supplier<IoHandlerFactory> handlers) {
    this.handler = handler;
    this.sockets = sockets;
    this.datagrams = datagrams;
    this.handlers = handlers;
  }

  static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /** The one that this loop serves; null when it is none of ours. */
  static @Nullable Transport of(EventLoop loop) {
    for (Transport transport : values()) {
      if (loop instanceof IoEventLoop io && io.isIoType(transport.handler)) {
        return transport;
      }
    }
    return null;
  }

  Class<? extends SocketChannel> sockets() {
    return sockets;
  }

  Class<? extends DatagramChannel> datagrams() {
    return datagrams;
  }

  IoHandlerFactory handlers() {
    return handlers.get();
  }
}
