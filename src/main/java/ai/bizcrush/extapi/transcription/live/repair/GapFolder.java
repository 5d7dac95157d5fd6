package ai.bizcrush.extapi.transcription.live.repair;

import ai.bizcrush.extapi.shared.PrivateFolder;
import ai.bizcrush.extapi.transcription.live.GapRepairs.Audio;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final Clock clock;

  GapFolder(Environment environment, Clock clock) throws IOException {
    this.clock = clock;
    folder =
        Path.of(environment.getProperty("extapi.data-dir", "./data"), "gaps")
            .toAbsolutePath()
            .normalize();
    PrivateFolder.create(folder);
  }

  /** Writes the audio and makes sure that it is on disk. */
  boolean keep(String id, Audio audio) throws IOException {
    Path part = folder.resolve(id + ".part");
    try {
      boolean whole;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        whole =
            audio.copyTo(
                (bytes, offset, length) -> {
                  try {
                    out.write(bytes, offset, length);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
      if (whole) {
        Files.move(part, folder.resolve(id + PCM));
      }
      return whole;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** The audio, if it is this replica that has it. */
  Optional<Path> audio(String id) {
    return Optional.of(folder.resolve(id + PCM)).filter(Files::exists);
  }

  void forget(String id) {
    try {
      Files.deleteIfExists(folder.resolve(id + PCM));
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
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
