package ai.bizcrush.extapi.media;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.springframework.util.FileSystemUtils;

/**
 * The ffmpeg that travels in a jar, unpacked to a folder of this version's own. Nothing native is
 * loaded into this process.
 *
 * <p>It is linked to libraries of capture devices that a bare machine lacks and that are never
 * called. Where they are missing, a harmless library answers to their names.
 */
final class BundledFfmpeg {

  private static final List<String> DEVICE_LIBRARIES =
      List.of("libxcb.so.1", "libxcb-shm.so.0", "libasound.so.2", "libpulse.so.0");
  private static final String HARMLESS_LIBRARY = "libdrm.so.2";
  private static final String STAND_INS = "stand-ins";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private BundledFfmpeg() {}

  /** Unpacks it unless that was done before, and finds out how it starts on this machine. */
  static FfmpegHome unpackedIn(Path directory) throws IOException, InterruptedException {
    String platform = Loader.getPlatform();
    String version = Loader.getVersion("org.bytedeco", "ffmpeg");
    Path folder =
        directory.toAbsolutePath().normalize().resolve("ffmpeg-" + version + "-" + platform);
    if (!Files.exists(folder)) {
      unpack(platform, folder);
    }
    refuseIfOthersMayWrite(folder);
    FfmpegHome plain = FfmpegHome.in(folder, folder.toString());
    return plain.starts() ? plain : withStandIns(folder);
  }

  static FfmpegHome withStandIns(Path folder) {
    return FfmpegHome.in(folder, folder + File.pathSeparator + folder.resolve(STAND_INS));
  }

  /** Prepared aside and moved in one step: processes that start at once do not see halves. */
  private static void unpack(String platform, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path aside =
        Files.createTempDirectory(
            folder.getParent(), "unpacking-", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Loader.extractResources(
          BundledFfmpeg.class,
          "/org/bytedeco/ffmpeg/" + platform + "/",
          aside.toFile(),
          null,
          null);
      keepWhatIsNeeded(aside);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(folder)) {
        throw e;
      }
    } finally {
      FileSystemUtils.deleteRecursively(aside);
    }
  }

  private static void keepWhatIsNeeded(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("libjni") || name.equals("ffprobe")) {
          Files.delete(file);
        } else {
          Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
      }
    }
    Path standIns =
        Files.createDirectory(
            folder.resolve(STAND_INS), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    for (String library : DEVICE_LIBRARIES) {
      Files.copy(folder.resolve(HARMLESS_LIBRARY), standIns.resolve(library));
    }
  }

  private static void refuseIfOthersMayWrite(Path folder) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
      throw new IOException("the folder of the unpacked ffmpeg is writable by others");
    }
  }
}
