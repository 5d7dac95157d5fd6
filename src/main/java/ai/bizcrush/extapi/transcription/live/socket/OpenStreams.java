package ai.bizcrush.extapi.transcription.live.socket;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The streams of this replica, for when it stops: one phase before the HTTP server, which knows
 * nothing of them, new ones are turned away and running ones are told to come to their end.
 */
@Component
final class OpenStreams implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OpenStreams.class);

  private final Duration patience;
  private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private volatile @Nullable CountDownLatch drained;

  OpenStreams(ClientSettings settings) {
    this.patience = settings.drain();
  }

  void add(StreamConnection connection) {
    connections.add(connection);
  }

  void remove(StreamConnection connection) {
    connections.remove(connection);
    CountDownLatch waiting = drained;
    if (waiting != null && connections.isEmpty()) {
      waiting.countDown();
    }
  }

  /** Whether new streams are to go elsewhere. */
  boolean isDraining() {
    return drained != null;
  }

  @Override
  public void start() {
    drained = null;
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    var waiting = new CountDownLatch(1);
    drained = waiting;
    try {
      drain(waiting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop(Runnable done) {
    Thread.ofVirtual()
        .name("stream-drain")
        .start(
            () -> {
              try {
                stop();
              } finally {
                done.run();
              }
            });
  }

  private void drain(CountDownLatch waiting) throws InterruptedException {
    if (connections.isEmpty()) {
      return;
    }
    log.info("Ending {} streams", connections.size());
    connections.forEach(StreamConnection::drain);
    if (!waiting.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      log.warn("{} streams did not end in time", connections.size());
    }
    connections.forEach(StreamConnection::drop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
  }
}
