package ai.bizcrush.extapi.database;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one cluster, whoever started them. They are known by the cluster's name, which
 * the postmaster has among its arguments and the others in their titles: other users' command lines
 * can be read everywhere, their working directories cannot.
 */
record PostgresProcesses(String clusterName) {

  private static final Logger log = LoggerFactory.getLogger(PostgresProcesses.class);

  /**
   * Ends what a killed service, or a killed postmaster, left behind: orderly, if a postmaster is
   * among it, else by force.
   */
  void stop() throws InterruptedException {
    var postmasters = find().stream().filter(this::isPostmaster).toList();
    if (!postmasters.isEmpty()) {
      log.warn("Stopping PostgreSQL, process {}, left running by a killed service", postmasters);
      postmasters.forEach(pid -> signal(pid, "INT"));
      if (gone(Duration.ofSeconds(30))) {
        return;
      }
    }
    for (String signal : List.of("QUIT", "KILL")) {
      find().forEach(pid -> signal(pid, signal));
      if (gone(Duration.ofSeconds(3))) {
        return;
      }
    }
    throw new EmbeddedDatabaseFailed(
        "Processes " + find() + " of an earlier PostgreSQL cannot be ended.");
  }

  static void signal(long pid, String signal) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      log.warn("Cannot signal process {}", pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  List<Long> find() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> commandLine(pid).contains(clusterName))
        .filter(pid -> isPostmaster(pid) || commandLine(pid).startsWith("postgres:"))
        .toList();
  }

  private boolean isPostmaster(long pid) {
    return commandLine(pid).contains("\0cluster_name=" + clusterName + "\0");
  }

  /** Arguments, each followed by a zero byte; empty for a process that has ended. */
  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private boolean gone(Duration within) throws InterruptedException {
    long start = System.nanoTime();
    while (!find().isEmpty()) {
      if (System.nanoTime() - start > within.toNanos()) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }
}
