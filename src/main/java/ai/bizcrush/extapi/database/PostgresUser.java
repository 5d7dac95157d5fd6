package ai.bizcrush.extapi.database;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * As whom PostgreSQL's programs run: they refuse root, and users without an account.
 *
 * @param prefix put before each command; the process id stays that of the command
 * @param uid whom the files must belong to
 */
record PostgresUser(List<String> prefix, int uid) {

  private static final int NOBODY = 65534;

  /**
   * An ordinary user stays what it is. Root, and a user without an account, take a user namespace,
   * in which they are {@code nobody} to PostgreSQL and still own their files. Where the system
   * allows none (as in many containers), root changes to the user that owns the data directory, or
   * to {@code nobody}.
   *
   * @throws EmbeddedDatabaseFailed when root can do neither
   */
  static PostgresUser forFilesIn(Path dataDir) throws IOException {
    int self = owner(Path.of("/proc/self"));
    List<String> namespace = List.of("unshare", "--user");
    if ((self == 0 || !hasAccount(self)) && works(namespace)) {
      return new PostgresUser(detached(namespace), self);
    }
    return self == 0 ? otherThanRoot(dataDir) : new PostgresUser(detached(List.of()), self);
  }

  /** Owners without a name are named by their number. */
  private static boolean hasAccount(int self) throws IOException {
    return !Files.getOwner(Path.of("/proc/self")).getName().equals(Integer.toString(self));
  }

  private static PostgresUser otherThanRoot(Path dataDir) throws IOException {
    int owner = owner(dataDir);
    int other = owner == 0 ? NOBODY : owner;
    List<String> change =
        List.of("setpriv", "--reuid=" + other, "--regid=" + other, "--clear-groups");
    if (!works(change)) {
      throw new EmbeddedDatabaseFailed(
          "PostgreSQL does not run as root, and this system lets root neither open a user"
              + " namespace (unshare --user) nor change to another user (setpriv). Start the"
              + " service as an ordinary user.");
    }
    return new PostgresUser(detached(change), other);
  }

  /**
   * Where the tools are there: keeps a terminal's interrupt, which is meant for us, from
   * PostgreSQL, and lets the kernel shut it down when this process is killed.
   */
  private static List<String> detached(List<String> prefix) {
    var detached = new ArrayList<>(prefix);
    detached.addAll(List.of("setsid", "setpriv", "--pdeathsig", "INT"));
    return works(detached) ? List.copyOf(detached) : prefix;
  }

  private static boolean works(List<String> prefix) {
    var command = new ArrayList<>(prefix);
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Gives the directory and all in it to the user, who may have to pass through its parent. */
  void own(Path parent, Path directory) throws IOException {
    if (owner(directory) == uid) {
      return;
    }
    var permissions = Files.getPosixFilePermissions(parent);
    if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
      Files.setPosixFilePermissions(parent, permissions);
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return chown(file);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            return chown(visited);
          }
        });
  }

  private FileVisitResult chown(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    return FileVisitResult.CONTINUE;
  }

  /** A command to run as this user; it sees nothing of our environment but the search path. */
  ProcessBuilder command(List<String> programAndArguments) {
    var command = new ArrayList<>(prefix);
    command.addAll(programAndArguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  private static int owner(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid");
  }
}
