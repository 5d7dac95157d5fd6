package ai.bizcrush.extapi.engine.http;

import ai.bizcrush.extapi.engine.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;

/** Silence of any length, which takes hardly a block of the disk. */
public final class SparseRecording {

  private SparseRecording() {}

  /** A recording of this length in a file of its own. */
  public static Recording of(Path folder, Duration length) throws IOException {
    long samples = length.toMillis() * Recording.SAMPLE_RATE / 1000;
    Path file = folder.resolve("silence-" + samples + ".pcm");
    var create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, create)) {
      channel.position(samples * Recording.SAMPLE_BYTES - 1).write(ByteBuffer.allocate(1));
    }
    return new Recording(file, 0, samples);
  }
}
