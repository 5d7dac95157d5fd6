package ai.bizcrush.extapi.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of PostgreSQL: the postmaster, our child. */
class PostgresProcess {

  private static final Logger log = LoggerFactory.getLogger(PostgresProcess.class);
  private static final int LINES_KEPT = 10;

  private final Process process;
  private final Path pidFile;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Thread reader;

  PostgresProcess(ProcessBuilder command, Path cluster) throws IOException {
    process = command.start();
    pidFile = cluster.resolve("postmaster.pid");
    reader = Thread.ofVirtual().name("postgres-log").start(this::readLog);
  }

  /** What it says has no data of users in it: errors of statements are not logged. */
  private void readLog() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.debug("{}", line);
        synchronized (lastLines) {
          lastLines.addLast(line);
          if (lastLines.size() > LINES_KEPT) {
            lastLines.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      log.debug("Cannot read on", e);
    }
  }

  /** The last lines of its log, complete once it has ended. */
  String lastLines() throws InterruptedException {
    reader.join(Duration.ofSeconds(1));
    synchronized (lastLines) {
      return String.join("\n", lastLines);
    }
  }

  /**
   * Waits until it accepts connections, however long it needs to recover from a crash.
   *
   * @return false when it ends instead
   */
  boolean awaitReady() throws InterruptedException {
    long start = System.nanoTime();
    for (long waits = 1; process.isAlive(); waits++) {
      if (isReady()) {
        return true;
      }
      if (waits % 500 == 0) {
        log.info(
            "PostgreSQL is not ready after {} s, still waiting",
            Duration.ofNanos(System.nanoTime() - start).toSeconds());
      }
      Thread.sleep(20);
    }
    return false;
  }

  /** The pid file's first line is the process, the eighth its status. */
  private boolean isReady() {
    try {
      List<String> lines = Files.readAllLines(pidFile, UTF_8);
      return lines.size() >= 8
          && lines.get(0).strip().equals(Long.toString(process.pid()))
          && lines.get(7).strip().equals("ready");
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** Rolls open transactions back and ends, by force if need be. */
  void stop() throws InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    PostgresProcesses.signal(process.pid(), "INT");
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      log.warn("PostgreSQL does not shut down, killing it");
      process.destroyForcibly().waitFor();
    }
  }
}
