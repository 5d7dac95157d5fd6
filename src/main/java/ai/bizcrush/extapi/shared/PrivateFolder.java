package ai.bizcrush.extapi.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder for what people said: nobody but its owner may look into it. */
public final class PrivateFolder {

  private static final String OWNER_ALONE = "rwx------";

  private PrivateFolder() {}

  /** Creates the folder where it is missing, and closes it to others where it is not. */
  public static void create(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ALONE));
  }
}
