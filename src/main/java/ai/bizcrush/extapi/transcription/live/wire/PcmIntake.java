package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.media.live.PcmSink;
import ai.bizcrush.extapi.media.live.WavHeaderReader;
import org.jspecify.annotations.Nullable;

/**
 * Samples in frames of any size, even one that cuts a sample in two, perhaps with a WAV header in
 * front.
 */
final class PcmIntake implements AudioIntake {

  private static final int JOINED = 4096;

  private final PcmSink sink;
  private @Nullable WavHeaderReader header = new WavHeaderReader();

  /** The first half of a sample, at index 0, and room for what follows it. */
  private byte @Nullable [] joined;

  private boolean halfASample;

  PcmIntake(PcmSink sink) {
    this.sink = sink;
  }

  @Override
  public int feed(byte[] bytes, int offset, int length) {
    if (header == null) {
      samples(bytes, offset, length);
    } else {
      begin(header, bytes, offset, length);
    }
    return 0;
  }

  @Override
  public void end() {
    if (header != null) {
      byte[] held = header.held();
      header = null;
      samples(held, 0, held.length);
    }
  }

  private void begin(WavHeaderReader reader, byte[] bytes, int offset, int length) {
    int taken = reader.feed(bytes, offset, length);
    switch (reader.state()) {
      case UNDECIDED -> {}
      case WAV -> {
        header = null;
        if (!reader.format().isCanonical()) {
          throw FrameRejected.unsupported("A WAV stream must be 16 kHz, one channel, 16 bit PCM");
        }
        samples(bytes, offset + taken, length - taken);
      }
      case NOT_WAV -> {
        header = null;
        byte[] held = reader.held();
        int before = held.length - taken;
        samples(held, 0, before);
        samples(bytes, offset, length);
      }
    }
  }

  private void samples(byte[] bytes, int offset, int length) {
    int taken = halfASample ? join(bytes, offset, length) : 0;
    int rest = length - taken;
    int whole = rest & ~1;
    if (whole > 0) {
      sink.pcm(bytes, offset + taken, whole);
    }
    if (whole < rest) {
      room()[0] = bytes[offset + length - 1];
      halfASample = true;
    }
  }

  /** Hands on the half sample with its other half, and with what fits behind it. */
  private int join(byte[] bytes, int offset, int length) {
    int taken = Math.min(length - (length + 1) % 2, JOINED - 1);
    if (taken <= 0) {
      return 0;
    }
    byte[] room = room();
    System.arraycopy(bytes, offset, room, 1, taken);
    halfASample = false;
    sink.pcm(room, 0, taken + 1);
    return taken;
  }

  private byte[] room() {
    if (joined == null) {
      joined = new byte[JOINED];
    }
    return joined;
  }
}
