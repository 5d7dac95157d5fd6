package ai.bizcrush.extapi.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's programs, unpacked from the class path. */
record PostgresBinaries(Path directory) {

  /** The major version of the programs, which is the format of the data too. */
  static final int MAJOR = 18;

  /**
   * Unpacks the programs into a directory {@code server-<hash>} below the given one, once for each
   * version of them, and removes the other versions' directories.
   */
  static PostgresBinaries unpackInto(Path parent) throws IOException {
    Path directory = parent.resolve("server-" + hash());
    if (!Files.isDirectory(directory)) {
      removeOthers(parent);
      Path unfinished = Files.createTempDirectory(parent, "server-");
      unpack(unfinished);
      Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }
    return new PostgresBinaries(directory);
  }

  String program(String name) {
    return directory.resolve("bin").resolve(name).toString();
  }

  private static void removeOthers(Path parent) throws IOException {
    try (var others = Files.newDirectoryStream(parent, "server-*")) {
      for (Path other : others) {
        FileSystemUtils.deleteRecursively(other);
      }
    }
  }

  private static InputStream archive() {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    InputStream archive =
        PostgresBinaries.class.getResourceAsStream("/postgres-linux-" + processor + ".txz");
    if (archive == null) {
      throw new EmbeddedDatabaseFailed(
          "No embedded PostgreSQL comes with this build for " + processor + " processors");
    }
    return archive;
  }

  private static String hash() throws IOException {
    try (var in = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(Path directory) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive(), 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = directory.resolve(entry.getName());
        Files.createDirectories(entry.isDirectory() ? file : file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          Files.copy(tar, file);
          Files.setPosixFilePermissions(file, permissions(entry.getMode()));
        }
      }
    }
  }

  /** As in the archive, but for the owner alone. */
  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions =
        new TreeSet<>(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    if ((mode & 0100) != 0) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
    }
    return permissions;
  }
}
