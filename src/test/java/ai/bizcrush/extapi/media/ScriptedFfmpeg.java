package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** A shell script in ffmpeg's place, which recognises every file and then does as it is told. */
final class ScriptedFfmpeg {

  private static final String SCRIPT =
      """
      #!/bin/sh
      case "$*" in
        -version) exit 0 ;;
        *"-v info"*)
          echo "Input #0, wav, from 'fd:':" >&2
          echo "  Stream #0:0: Audio: pcm_s16le, 16000 Hz, mono, s16" >&2
          exit 1 ;;
      esac
      """;

  private ScriptedFfmpeg() {}

  /** The module on a script that ends with {@code behaviour}. */
  static RealMedia doing(Path folder, String behaviour, Map<String, String> properties)
      throws IOException {
    Path home = Files.createTempDirectory(folder, "home");
    Path script = home.resolve("ffmpeg");
    Files.writeString(script, SCRIPT + behaviour + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    var all = new HashMap<>(properties);
    all.put("ffmpeg-home", home.toString());
    return RealMedia.with(all);
  }
}
