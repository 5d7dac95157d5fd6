package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.PrivateFolder;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.web.ApiLimits;
import ai.bizcrush.extapi.web.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The files of this replica's work: uploads that outlive their request, named after their work, and
 * scratch files, which a crash may leave behind and the next start removes.
 */
@Component
class WorkFolder implements InitializingBean {

  private static final String UPLOAD = ".upload";
  private static final String SCRATCH = ".scratch";

  private static final Duration FULL_RETRY = Duration.ofSeconds(30);

  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final Path folder;
  private final ApiLimits limits;
  private final Clock clock;

  WorkFolder(Environment environment, ApiLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    folder =
        Path.of(environment.getProperty("extapi.data-dir", "./data"), "transcription")
            .toAbsolutePath()
            .normalize();
  }

  @Override
  public void afterPropertiesSet() throws IOException {
    PrivateFolder.create(folder);
    try (var scratch = Files.newDirectoryStream(folder, "*" + SCRATCH)) {
      for (Path file : scratch) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Keeps an upload for work, unless this replica has it already. */
  void keep(String workId, Upload upload) {
    Path file = folder.resolve(workId + UPLOAD);
    try {
      if (Files.notExists(file)) {
        upload.moveTo(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The upload of some work, if this replica has it. */
  Optional<Path> upload(String workId) {
    return Optional.of(folder.resolve(workId + UPLOAD)).filter(Files::exists);
  }

  /** Work that this replica holds uploads of. */
  List<String> workWithUploads() {
    var ids = new ArrayList<String>();
    try (var uploads = Files.newDirectoryStream(folder, "*" + UPLOAD)) {
      for (Path file : uploads) {
        String name = file.getFileName().toString();
        ids.add(name.substring(0, name.length() - UPLOAD.length()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ids;
  }

  /** Whether an upload is older than the transaction that brings it can be. */
  boolean isSettled(String workId) {
    try {
      var written = Files.getLastModifiedTime(folder.resolve(workId + UPLOAD)).toInstant();
      return written.isBefore(clock.instant().minus(SETTLED));
    } catch (IOException e) {
      return false; // it is gone already
    }
  }

  void forget(String workId) {
    delete(folder.resolve(workId + UPLOAD));
  }

  /**
   * A new name for a file that is deleted with {@link #delete} by whoever asked for it.
   *
   * @throws ApiException 503: the disk is nearly full
   */
  Path scratch() {
    try {
      if (Files.getFileStore(folder).getUsableSpace() < limits.freeDisk().toBytes()) {
        throw ApiException.unavailable("No room for audio", FULL_RETRY, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.resolve(Ulids.next() + SCRATCH);
  }

  void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
