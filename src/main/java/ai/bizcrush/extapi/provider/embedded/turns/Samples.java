package ai.bizcrush.extapi.provider.embedded.turns;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames of 10 ms, in which all of this package counts, and the samples of a recording by them. */
public final class Samples {

  public static final int PER_FRAME = Recording.SAMPLE_RATE / 100;

  private Samples() {}

  /** How many frames the recording has; the last one may be short. */
  static int frames(Recording recording) {
    return Math.toIntExact((recording.samples() + PER_FRAME - 1) / PER_FRAME);
  }

  /**
   * The samples of a stretch, as far as the recording has them.
   *
   * @throws EngineException the file cannot be read
   */
  public static short[] read(Recording recording, Stretch stretch) {
    return read(recording, stretch.from(), stretch.to(), 0);
  }

  /** The samples from frame {@code from} to frame {@code to} and {@code more} after them. */
  static short[] read(Recording recording, int from, int to, int more) {
    long first = Math.min((long) from * PER_FRAME, recording.samples());
    long last = Math.min((long) to * PER_FRAME + more, recording.samples());
    try (InputStream in = recording.slice(first, last).open()) {
      byte[] bytes = in.readNBytes(Math.toIntExact((last - first) * Recording.SAMPLE_BYTES));
      return decode(bytes, bytes.length);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Samples from the first {@code length} bytes, little-endian. */
  public static short[] decode(byte[] bytes, int length) {
    var samples = new short[length / Recording.SAMPLE_BYTES];
    ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  static EngineException unreadable(IOException cause) {
    return EngineException.broken("the recording cannot be read", cause);
  }
}
