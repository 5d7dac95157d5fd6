package ai.bizcrush.extapi.engine.socket;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a connection waits for its engine: for one answer, or, while it is open, for a sign of
 * life, which a ping asks for. It does one of the two at a time, or neither.
 */
final class Watch {

  private final SocketSettings settings;
  private final EventLoop loop;
  private @Nullable ScheduledFuture<?> next;
  private boolean heard;
  private long silentLooks;

  Watch(SocketSettings settings, EventLoop loop) {
    this.settings = settings;
    this.loop = loop;
  }

  /** Waits for an answer. */
  void await(Duration patience, Runnable tooLate) {
    stop();
    next = loop.schedule(tooLate, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for signs of life, again and again. */
  void keep(Channel channel, Runnable lost) {
    stop();
    heard = true;
    long interval = settings.pingAfter().toNanos();
    next =
        loop.scheduleWithFixedDelay(
            () -> look(channel, lost), interval, interval, TimeUnit.NANOSECONDS);
  }

  /** A sign of life. */
  void heard() {
    heard = true;
  }

  /**
   * Looks whether something was heard since the last look. Looks are counted, not time: a loop that
   * was busy itself, or was told not to read, has not heard anything either.
   */
  private void look(Channel channel, Runnable lost) {
    silentLooks = heard || !channel.config().isAutoRead() ? 0 : silentLooks + 1;
    heard = false;
    if (silentLooks > 1 && silentLooks >= settings.lostAfter().dividedBy(settings.pingAfter())) {
      lost.run();
    } else if (silentLooks > 0 && channel.isWritable()) {
      channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }
  }

  void stop() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }
}
