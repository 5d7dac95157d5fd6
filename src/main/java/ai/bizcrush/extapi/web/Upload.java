package ai.bizcrush.extapi.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that a client sent, raw or as the {@code file} part of a form, already on disk. A request
 * record that has a component {@code @Nullable Upload file} takes uploads; for JSON bodies it is
 * null. The file is gone when the request is, unless it was taken away.
 *
 * @param file where it lies
 * @param size in bytes, never 0
 * @param sha256 of its bytes, in hexadecimal
 */
public record Upload(Path file, long size, String sha256) {

  /** Moves the file to a place of the caller's, who deletes it from then on. */
  public void moveTo(Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
  }
}
