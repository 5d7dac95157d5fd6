package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Runs ffmpeg, each process caged: an empty environment, an empty folder of its own, input and
 * output through descriptors that we opened (so that it needs no access to any file and never sees
 * a name), and kernel limits on CPU time, memory and the size of what it writes.
 */
@Component
final class Ffmpeg implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Ffmpeg.class);

  private final MediaSettings settings;
  private final ProcessSlots slots;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;
  private @Nullable FfmpegHome home;

  Ffmpeg(MediaSettings settings) {
    this.settings = settings;
    this.slots = new ProcessSlots(settings.processes(), settings.queue(), settings.queueWait());
  }

  /** The right to run one process at a time; to be held around {@link #run}. */
  ProcessSlots.Slot slot() throws InterruptedException {
    return slots.take();
  }

  /**
   * Runs a job to its end.
   *
   * @return the exit code, 128 + n when a signal n ended the process
   * @throws MediaOverloaded it still ran at the end of its wall time, or of the service's
   * @throws MediaBroken it could not be started
   * @throws InterruptedException the calling thread was interrupted; the process is gone
   */
  int run(FfmpegJob job) throws InterruptedException {
    return run(job, input -> {});
  }

  /** The same with standard input piped, which {@code feed} gets and must not block on. */
  int run(FfmpegJob job, Consumer<OutputStream> feed) throws InterruptedException {
    FfmpegHome found = home();
    Path folder = null;
    Process process = null;
    try {
      folder = Files.createTempDirectory("extapi-media-");
      process = start(job, found, folder);
      feed.accept(process.getOutputStream());
      boolean ended = process.waitFor(job.limits().wallTime().toNanos(), TimeUnit.NANOSECONDS);
      if (!ended || closing) {
        throw new MediaOverloaded();
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new MediaBroken(e);
    } finally {
      end(process);
      remove(folder);
    }
  }

  private Process start(FfmpegJob job, FfmpegHome found, Path folder) throws IOException {
    var builder =
        new ProcessBuilder(job.command(found))
            .directory(folder.toFile())
            .redirectInput(job.input())
            .redirectOutput(job.output())
            .redirectError(job.log());
    found.prepare(builder.environment());
    Process process = builder.start();
    running.add(process);
    return process;
  }

  private void end(@Nullable Process process) {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    process.onExit().join();
    running.remove(process);
  }

  private static void remove(@Nullable Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      log.warn("A temporary folder could not be removed", e);
    }
  }

  /**
   * Finds the executable, and unpacks it the first time. A failure is not remembered: the next call
   * tries again.
   *
   * @throws MediaBroken there is no ffmpeg that starts
   */
  synchronized FfmpegHome home() throws InterruptedException {
    if (home == null) {
      try {
        home = find();
      } catch (IOException e) {
        log.error("There is no usable ffmpeg", e);
        throw new MediaBroken(e);
      }
    }
    return home;
  }

  private FfmpegHome find() throws IOException, InterruptedException {
    Path given = settings.ffmpegHome();
    FfmpegHome found =
        given == null ? BundledFfmpeg.unpackedIn(settings.directory()) : FfmpegHome.in(given, "");
    if (!found.starts()) {
      throw new IOException("ffmpeg does not start");
    }
    return found;
  }

  /** Unpacks before the first request needs it; what goes wrong is logged, and tried again then. */
  @EventListener(ApplicationReadyEvent.class)
  void warmUp() {
    Thread.ofVirtual()
        .name("ffmpeg-warm-up")
        .start(
            () -> {
              try {
                home();
              } catch (MediaBroken e) {
                log.warn("Audio files will be refused until there is a usable ffmpeg");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Override
  public void destroy() {
    closing = true;
    running.forEach(Process::destroyForcibly);
  }
}
