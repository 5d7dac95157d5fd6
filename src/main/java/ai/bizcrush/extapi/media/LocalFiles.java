package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that hold what people said: made for our eyes only, and removed without fuss. */
final class LocalFiles {

  private static final Logger log = LoggerFactory.getLogger(LocalFiles.class);

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private LocalFiles() {}

  /** An empty file in place of whatever is there. */
  static void create(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, OWNER_ONLY);
  }

  /** Removes a file, if it is there; failing to is no reason to fail. */
  static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      log.warn("A file could not be removed: {}", e.getClass().getSimpleName());
    }
  }
}
