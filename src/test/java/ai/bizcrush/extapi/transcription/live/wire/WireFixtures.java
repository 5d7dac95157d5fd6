package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.media.RealMedia;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What clients send, made by ffmpeg. */
final class WireFixtures {

  private WireFixtures() {}

  static byte[] encoded(Path folder, String name, byte[] pcm, String... arguments)
      throws Exception {
    return Files.readAllBytes(RealMedia.make(folder.resolve(name), pcm, arguments));
  }

  static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
