package ai.bizcrush.extapi.transcription.live.repair;

import ai.bizcrush.extapi.shared.PrivateFolder;
import ai.bizcrush.extapi.transcription.live.DiskBudget;
import ai.bizcrush.extapi.transcription.live.GapRepairs.Audio;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The audio of this replica's gaps: a file of PCM each, named after its job. */
@Component
class GapFolder {

  private static final String PCM = ".pcm";

  private final Path folder;
  private final DiskBudget budget;
  private final Clock clock;

  GapFolder(Environment environment, DiskBudget budget, Clock clock) throws IOException {
    this.budget = budget;
    this.clock = clock;
    folder =
        Path.of(environment.getProperty("extapi.data-dir", "./data"), "gaps")
            .toAbsolutePath()
            .normalize();
    PrivateFolder.create(folder);
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        budget.hold(Files.size(file));
      }
    }
  }

  /**
   * Writes the audio and makes sure that it outlives a loss of power.
   *
   * @return false when a part of the audio is lost
   * @throws IOException when the disk has no room, or does not work
   */
  boolean keep(String id, Audio audio) throws IOException {
    if (!budget.take(audio.bytes())) {
      throw new IOException("the audio on disk takes all that it may");
    }
    boolean kept = false;
    try {
      kept = write(id, audio);
      return kept;
    } finally {
      if (!kept) {
        budget.release(audio.bytes());
      }
    }
  }

  private boolean write(String id, Audio audio) throws IOException {
    Path part = folder.resolve(id + ".part");
    try {
      boolean whole;
      try (var file =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        whole = copy(audio, new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16));
        file.force(true);
      }
      if (whole) {
        Files.move(part, folder.resolve(id + PCM), StandardCopyOption.ATOMIC_MOVE);
        forceName(id);
      }
      return whole;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void forceName(String id) throws IOException {
    try (var entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(folder.resolve(id + PCM));
      throw e;
    }
  }

  private static boolean copy(Audio audio, OutputStream out) throws IOException {
    boolean whole =
        audio.copyTo(
            (bytes, offset, length) -> {
              try {
                out.write(bytes, offset, length);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    out.flush();
    return whole;
  }

  /** The audio, if it is this replica that has it. */
  Optional<Path> audio(String id) {
    return Optional.of(folder.resolve(id + PCM)).filter(Files::exists);
  }

  void forget(String id) {
    try {
      delete(folder.resolve(id + PCM));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes what no job can want any more. */
  void forgetOlderThan(Duration age) throws IOException {
    Instant limit = clock.instant().minus(age);
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          delete(file);
        }
      }
    }
  }

  private void delete(Path file) throws IOException {
    long bytes = Files.exists(file) ? Files.size(file) : 0;
    if (Files.deleteIfExists(file)) {
      budget.release(bytes);
    }
  }
}
