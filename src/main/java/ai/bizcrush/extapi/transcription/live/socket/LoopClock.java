package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.StackOnly;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one timer of all connections of an event loop, on that loop; runs while there are any. */
final class LoopClock {

  private static final Logger log = LoggerFactory.getLogger(LoopClock.class);

  private static final long TICK_MS = 100;
  private static final FastThreadLocal<LoopClock> CLOCKS =
      new FastThreadLocal<>() {
        @Override
        protected LoopClock initialValue() {
          return new LoopClock();
        }
      };

  private final List<StreamConnection> connections = new ArrayList<>();
  private @Nullable ScheduledFuture<?> ticking;

  /** Called on the loop. */
  static void start(StreamConnection connection, EventLoop loop) {
    CLOCKS.get().add(connection, loop);
  }

  private void add(StreamConnection connection, EventLoop loop) {
    connections.add(connection);
    if (ticking == null) {
      ticking = loop.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** A connection that fails must not stop the clock of the others. */
  private static boolean ticked(StreamConnection connection, long now) {
    try {
      return connection.tick(now);
    } catch (Throwable e) {
      log.error("A live stream failed to fail", StackOnly.of(e));
      return true; // it gives itself up the next time
    }
  }

  private void tick() {
    long now = System.nanoTime();
    connections.removeIf(connection -> !ticked(connection, now));
    if (connections.isEmpty() && ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
  }
}
