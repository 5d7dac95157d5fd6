package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a byte stream, cut anywhere, begins with a WAV header, and where its samples
 * begin. The sizes in the header are not trusted: the samples go on to the end of the stream.
 */
public final class WavHeaderReader {

  /** What is known so far. */
  public enum State {
    /** More bytes are needed. */
    UNDECIDED,
    /** The header is over; {@link #format} tells what follows. */
    WAV,
    /** There is no WAV header: all bytes are audio, {@link #held} ones first. */
    NOT_WAV
  }

  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int SHORTEST_FORMAT = 16;
  private static final int LONGEST_FORMAT = 40;
  private static final int EXTENSIBLE = 0xfffe;
  private static final int INNER_ENCODING = 24;
  private static final long MOST_OTHER_BYTES = 1024 * 1024;

  private enum Part {
    RIFF,
    CHUNK,
    FORMAT
  }

  private final ByteBuffer part =
      ByteBuffer.allocate(LONGEST_FORMAT).order(ByteOrder.LITTLE_ENDIAN);
  private Part reading = Part.RIFF;
  private State state = State.UNDECIDED;
  private long restOfFormat;
  private long toSkip;
  private long skipped;
  private @Nullable WavFormat format;

  public WavHeaderReader() {
    expect(Part.RIFF, RIFF_HEADER);
  }

  /**
   * Takes the next bytes while {@link #state} is undecided.
   *
   * @return how many of them belong to the header or are held; what remains is audio
   * @throws AudioRejected malformed: it is a WAV header that cannot be understood
   */
  public int feed(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && state == State.UNDECIDED) {
      if (toSkip > 0) {
        int step = (int) Math.min(toSkip, end - at);
        toSkip -= step;
        at += step;
      } else {
        part.put(bytes[at++]);
        if (reading == Part.RIFF && !mayBeRiff()) {
          state = State.NOT_WAV;
        } else if (!part.hasRemaining()) {
          part.flip();
          next();
        }
      }
    }
    return at - offset;
  }

  public State state() {
    return state;
  }

  /** What the header says; to be asked in state {@link State#WAV} alone. */
  public WavFormat format() {
    return Objects.requireNonNull(format);
  }

  /**
   * The bytes that looked like a header and are none, in state {@link State#NOT_WAV}; or those of a
   * stream that ends undecided before it is clear that they are one.
   */
  public byte[] held() {
    return reading == Part.RIFF ? Arrays.copyOf(part.array(), part.position()) : new byte[0];
  }

  private boolean mayBeRiff() {
    int last = part.position() - 1;
    byte seen = part.get(last);
    return (last >= 4 && last < 8) || seen == "RIFF    WAVE".charAt(last);
  }

  private void next() {
    switch (reading) {
      case RIFF -> expect(Part.CHUNK, CHUNK_HEADER);
      case CHUNK -> chunk();
      case FORMAT -> {
        format = parseFormat();
        skip(restOfFormat);
        expect(Part.CHUNK, CHUNK_HEADER);
      }
    }
  }

  private void chunk() {
    String name = new String(part.array(), 0, 4, StandardCharsets.US_ASCII);
    long size = Integer.toUnsignedLong(part.getInt(4));
    if (name.equals("data")) {
      if (format == null) {
        throw malformed();
      }
      state = State.WAV;
    } else if (name.equals("fmt ")) {
      if (size < SHORTEST_FORMAT) {
        throw malformed();
      }
      int known = (int) Math.min(size, LONGEST_FORMAT);
      restOfFormat = padded(size) - known;
      expect(Part.FORMAT, known);
    } else {
      skip(padded(size));
      expect(Part.CHUNK, CHUNK_HEADER);
    }
  }

  private WavFormat parseFormat() {
    int encoding = Short.toUnsignedInt(part.getShort(0));
    int channels = Short.toUnsignedInt(part.getShort(2));
    int sampleRate = part.getInt(4);
    int bits = Short.toUnsignedInt(part.getShort(14));
    if (encoding == EXTENSIBLE && part.limit() == LONGEST_FORMAT) {
      encoding = Short.toUnsignedInt(part.getShort(INNER_ENCODING));
    }
    if (channels == 0 || sampleRate <= 0) {
      throw malformed();
    }
    return new WavFormat(encoding, sampleRate, channels, bits);
  }

  private void expect(Part next, int length) {
    reading = next;
    part.clear().limit(length);
  }

  private void skip(long bytes) {
    toSkip = bytes;
    skipped += bytes;
    if (skipped > MOST_OTHER_BYTES) {
      throw malformed();
    }
  }

  /** Chunks begin at even positions. */
  private static long padded(long size) {
    return size + size % 2;
  }

  private static AudioRejected malformed() {
    return new AudioRejected(AudioRejected.Reason.MALFORMED);
  }
}
