package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where the two executables are.
 *
 * @param ffmpeg decodes and encodes
 * @param ffprobe tells what a file is
 * @param libraryPath where they find their shared libraries, empty for the system's own folders
 */
record FfmpegHome(Path ffmpeg, Path ffprobe, String libraryPath) {

  static FfmpegHome in(Path folder, String libraryPath) {
    Path home = folder.toAbsolutePath().normalize();
    return new FfmpegHome(home.resolve("ffmpeg"), home.resolve("ffprobe"), libraryPath);
  }

  /** Empties a process's environment but for what these executables need. */
  void prepare(Map<String, String> environment) {
    environment.clear();
    environment.put("LC_ALL", "C");
    // Each further arena reserves address space, which is limited.
    environment.put("MALLOC_ARENA_MAX", "1");
    if (!libraryPath.isEmpty()) {
      environment.put("LD_LIBRARY_PATH", libraryPath);
    }
  }

  /** Whether the executable finds its libraries. */
  boolean starts() throws IOException, InterruptedException {
    var builder = new ProcessBuilder(ffmpeg.toString(), "-version");
    prepare(builder.environment());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }
}
