package ai.bizcrush.extapi.identity.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A text file that only its owner can read or write (mode 0600). */
record PrivateFile(Path path) {

  /** Replaces the file as a whole: after a crash it is the old one or the new one. */
  void write(String text) {
    try {
      Path directory = Files.createDirectories(path.toAbsolutePath().getParent());
      Path written =
          Files.createTempFile(
              directory,
              ".first-run-",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        writeThrough(written, text);
        Files.move(written, path, ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeThrough(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      ByteBuffer bytes = UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
