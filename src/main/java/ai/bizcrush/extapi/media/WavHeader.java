package ai.bizcrush.extapi.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The 44 bytes that turn {@link CanonicalPcm} of a known length into a WAV file. */
public final class WavHeader {

  /** How many bytes a header has. */
  public static final int SIZE = 44;

  /** The most samples whose size a WAV header can tell; more than 37 hours. */
  public static final long MOST_SAMPLES = (0xFFFFFFFFL - SIZE) / CanonicalPcm.SAMPLE_BYTES;

  private static final int FORMAT_CHUNK_SIZE = 16;
  private static final short PCM = 1;
  private static final short MONO = 1;

  private WavHeader() {}

  /** The header that goes before {@code samples} samples. */
  public static byte[] of(long samples) {
    if (samples < 0 || samples > MOST_SAMPLES) {
      throw new IllegalArgumentException("more samples than a WAV file can have");
    }
    long bytes = samples * CanonicalPcm.SAMPLE_BYTES;
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("RIFF"))
        .putInt((int) (bytes + SIZE - 8))
        .put(ascii("WAVE"))
        .put(ascii("fmt "))
        .putInt(FORMAT_CHUNK_SIZE)
        .putShort(PCM)
        .putShort(MONO)
        .putInt(CanonicalPcm.SAMPLE_RATE)
        .putInt(CanonicalPcm.SAMPLE_RATE * CanonicalPcm.SAMPLE_BYTES)
        .putShort((short) CanonicalPcm.SAMPLE_BYTES)
        .putShort((short) (CanonicalPcm.SAMPLE_BYTES * Byte.SIZE))
        .put(ascii("data"))
        .putInt((int) bytes)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
