package ai.bizcrush.extapi.database;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL on a cluster, kept running: when it ends by itself it is started again, at once the
 * first time, later with growing pauses.
 */
class PostgresServer {

  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STABLE = Duration.ofMinutes(1);

  private final PostgresDirectory directory;
  private final PostgresBinaries binaries;
  private final PostgresUser user;
  private final Map<String, String> settings;
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread supervisor;
  private volatile @Nullable PostgresProcess current;

  /**
   * @param settings of PostgreSQL's configuration
   */
  PostgresServer(
      PostgresDirectory directory,
      PostgresBinaries binaries,
      PostgresUser user,
      Map<String, String> settings) {
    this.directory = directory;
    this.binaries = binaries;
    this.user = user;
    this.settings = settings;
    // A platform thread, as the kernel tells PostgreSQL to end with the thread that started it.
    this.supervisor = Thread.ofPlatform().daemon().name("postgres").unstarted(this::supervise);
  }

  /** Returns when it accepts connections. */
  void start() throws InterruptedException {
    supervisor.start();
    try {
      started.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof EmbeddedDatabaseFailed failed
          ? failed
          : new EmbeddedDatabaseFailed("PostgreSQL does not start: " + e.getCause(), e);
    }
  }

  /** Returns when it has ended. */
  void stop() throws InterruptedException {
    stopping.countDown();
    PostgresProcess process = current;
    if (process != null) {
      process.stop();
    }
    supervisor.join();
  }

  private void supervise() {
    int crashes = 0;
    try {
      do {
        long start = System.nanoTime();
        runOnce();
        boolean stable = System.nanoTime() - start > STABLE.toNanos();
        crashes = stable ? 1 : crashes + 1;
      } while (!started.isCompletedExceptionally()
          && !stopping.await(pause(crashes).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Duration pause(int crashes) {
    Duration doubling = Duration.ofSeconds(1L << Math.min(crashes, 10)).minusSeconds(2);
    return doubling.compareTo(LONGEST_PAUSE) < 0 ? doubling : LONGEST_PAUSE;
  }

  /** Runs it until it ends; a first run that never gets ready fails the start. */
  private void runOnce() throws InterruptedException {
    try {
      clearLeftovers();
      var process = new PostgresProcess(command(), directory.cluster());
      current = process;
      if (stopping.getCount() == 0) {
        process.stop();
      }
      if (process.awaitReady()) {
        started.complete(null);
      }
      int status = process.awaitEnd();
      if (stopping.getCount() > 0) {
        String reason =
            "PostgreSQL ended with status %d:\n%s".formatted(status, process.lastLines());
        if (!started.completeExceptionally(new EmbeddedDatabaseFailed(reason))) {
          log.error("{}\nIt will be started again", reason);
        }
      }
    } catch (IOException | EmbeddedDatabaseFailed e) {
      if (!started.completeExceptionally(e)) {
        log.error("PostgreSQL cannot be started, trying again", e);
      }
    }
  }

  /**
   * PostgreSQL refuses to start while processes of an earlier run live, and while the process id in
   * its pid file is in use, if only by a stranger.
   */
  private void clearLeftovers() throws IOException, InterruptedException {
    new PostgresProcesses(directory.clusterName()).stop();
    Files.deleteIfExists(directory.cluster().resolve("postmaster.pid"));
  }

  private ProcessBuilder command() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(binaries.program("postgres"));
    command.addAll(List.of("-D", directory.cluster().toString()));
    command.addAll(List.of("-c", "cluster_name=" + directory.clusterName()));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return user.command(command).directory(directory.path().toFile());
  }
}
