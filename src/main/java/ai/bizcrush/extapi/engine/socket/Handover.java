package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A connection for an owner whose executor is no event loop: the methods are the owner's, and what
 * the connection says comes over by {@link Inbox}.
 */
final class Handover implements EngineSocket {

  private final SocketListener listener;
  private final Executor owner;
  private final EventLoop loop;
  private final Connection connection;
  private final ClientFrames frames = new ClientFrames();
  private boolean dialling = true;
  private boolean open;
  private boolean over;

  Handover(SocketListener listener, Executor owner, EventLoop loop, SocketSettings settings) {
    this.listener = listener;
    this.owner = owner;
    this.loop = loop;
    this.connection = new Connection(settings, new Inbox(this), loop);
  }

  Connection connection() {
    return connection;
  }

  /** Who hears the owner's messages; nobody once the last word was said. */
  SocketListener listener() {
    return over ? Silence.INSTANCE : listener;
  }

  void opened() {
    dialling = false;
    open = !over;
    listener().opened();
  }

  SocketListener lastWord() {
    var heir = listener();
    over = true;
    dialling = false;
    open = false;
    return heir;
  }

  /** Hands over from the loop; an owner that takes no tasks any more has gone. */
  void hand(Runnable task) {
    try {
      owner.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      connection.abort();
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      loop.execute(() -> connection.broken(e));
    }
  }

  @Override
  public void text(byte[] utf8, int offset, int length) {
    write(ClientFrames.TEXT, utf8, offset, length);
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    write(ClientFrames.BINARY, bytes, offset, length);
  }

  /** Netty queues what another thread writes, and wakes its loop up at the flush. */
  private void write(int opcode, byte[] bytes, int offset, int length) {
    if (open) {
      Channel channel = connection.dialled();
      ByteBuf frame = frames.frame(channel.alloc(), opcode, bytes, offset, length);
      channel.write(frame, channel.voidPromise());
    } else if (dialling) {
      loop.execute(
          () -> connection.fail(EngineException.broken("written to before it was open", null)));
    }
  }

  @Override
  public void flush() {
    if (open) {
      connection.dialled().flush();
    }
  }

  @Override
  public boolean isWritable() {
    return open && connection.dialled().isWritable();
  }

  @Override
  public void close() {
    if (dialling) {
      abort();
    } else {
      open = false;
      loop.execute(connection::close);
    }
  }

  @Override
  public void abort() {
    lastWord();
    loop.execute(connection::abort);
  }
}
