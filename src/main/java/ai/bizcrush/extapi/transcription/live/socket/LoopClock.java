package ai.bizcrush.extapi.transcription.live.socket;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one timer of all connections of an event loop, on that loop; runs while there are any. */
final class LoopClock {

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

  private void tick() {
    long now = System.nanoTime();
    connections.removeIf(connection -> !connection.tick(now));
    if (connections.isEmpty() && ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
  }
}
