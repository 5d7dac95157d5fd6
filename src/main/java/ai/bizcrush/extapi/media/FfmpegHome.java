package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where ffmpeg is.
 *
 * @param ffmpeg the executable
 * @param libraryPath where it finds its shared libraries, empty for the system's own folders
 */
record FfmpegHome(Path ffmpeg, String libraryPath) {

  static FfmpegHome in(Path folder, String libraryPath) {
    return new FfmpegHome(folder.toAbsolutePath().normalize().resolve("ffmpeg"), libraryPath);
  }

  /** Empties a process's environment but for what ffmpeg needs. */
  void prepare(Map<String, String> environment) {
    environment.clear();
    environment.put("LC_ALL", "C");
    // Each further arena reserves address space, which is limited.
    environment.put("MALLOC_ARENA_MAX", "1");
    if (!libraryPath.isEmpty()) {
      environment.put("LD_LIBRARY_PATH", libraryPath);
    }
  }

  /** Whether it finds its libraries. */
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
