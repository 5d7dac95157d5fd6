package ai.bizcrush.extapi.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded database's files, closed to other users: {@code cluster} is PostgreSQL's own, {@code
 * password} the password of its users, {@code lock} is held by the service that uses them.
 */
class PostgresDirectory implements AutoCloseable {

  private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> SECRET =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path dataDir;
  private final Path path;
  private final FileChannel lock;

  private PostgresDirectory(Path dataDir, Path path, FileChannel lock) {
    this.dataDir = dataDir;
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens the directory below the data directory for this process alone, and creates what is
   * missing of both.
   */
  static PostgresDirectory open(Path dataDir) throws IOException {
    Path data = Files.createDirectories(dataDir.toAbsolutePath(), OURS_ALONE).toRealPath();
    Path path = data.resolve("pg" + PostgresBinaries.MAJOR);
    if (!Files.isDirectory(path)) {
      refuseOtherVersions(data);
      Files.createDirectory(path, OURS_ALONE);
    }
    Files.setPosixFilePermissions(path, OURS_ALONE.value());
    return new PostgresDirectory(data, path, lock(path));
  }

  private static void refuseOtherVersions(Path data) throws IOException {
    try (var others = Files.newDirectoryStream(data, "pg[0-9][0-9]")) {
      for (Path other : others) {
        throw new EmbeddedDatabaseFailed(
            """
            %s is a database of another PostgreSQL than the embedded one, version %d. Move its \
            contents over with pg_dump and psql, or move the directory away to begin with an empty \
            database."""
                .formatted(other, PostgresBinaries.MAJOR));
      }
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            SECRET);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // by this very process
    }
    if (!locked) {
      channel.close();
      throw new EmbeddedDatabaseFailed(
          "The database in " + path + " is in use by another instance of this service.");
    }
    return channel;
  }

  Path dataDir() {
    return dataDir;
  }

  Path path() {
    return path;
  }

  Path cluster() {
    return path.resolve("cluster");
  }

  /** A name that no other cluster on this machine has, for PostgreSQL's processes to show. */
  String clusterName() throws IOException {
    return clusterName(cluster());
  }

  static String clusterName(Path cluster) throws IOException {
    return "extapi-%x-%x-pg"
        .formatted(
            (Long) Files.getAttribute(cluster, "unix:dev"),
            (Long) Files.getAttribute(cluster, "unix:ino"));
  }

  String password() throws IOException {
    Path file = path.resolve("password");
    if (!Files.exists(file)) {
      throw new EmbeddedDatabaseFailed(
          "The password of the database is missing: " + file + " does not exist.");
    }
    return Files.readString(file).strip();
  }

  /**
   * Creates the cluster unless it exists. One that was begun and not finished is begun anew.
   *
   * @param durable whether it must survive a crash of the machine
   */
  void createCluster(PostgresBinaries binaries, PostgresUser user, boolean durable)
      throws IOException, InterruptedException {
    if (Files.isDirectory(cluster())) {
      user.own(dataDir, path);
      return;
    }
    Path password = path.resolve("password");
    Files.deleteIfExists(password);
    Files.createFile(password, SECRET);
    Files.writeString(password, randomPassword() + "\n");
    Path unfinished = path.resolve("cluster-unfinished");
    FileSystemUtils.deleteRecursively(unfinished);
    user.own(dataDir, path);
    initialize(binaries, user, durable, unfinished, password);
    Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void initialize(
      PostgresBinaries binaries, PostgresUser user, boolean durable, Path target, Path password)
      throws IOException, InterruptedException {
    var command =
        Stream.of(
                binaries.program("initdb"),
                "--pgdata=" + target,
                "--username=" + EmbeddedDatabase.SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
                durable ? "" : "--no-sync")
            .filter(Predicate.not(String::isEmpty))
            .toList();
    Process initdb = user.command(command).directory(path.toFile()).start();
    String output = new String(initdb.getInputStream().readAllBytes(), UTF_8);
    if (initdb.waitFor() != 0) {
      throw new EmbeddedDatabaseFailed(
          "PostgreSQL cannot create its files in " + path + ":\n" + output.strip());
    }
  }

  private static String randomPassword() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Lets another process use the directory. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
