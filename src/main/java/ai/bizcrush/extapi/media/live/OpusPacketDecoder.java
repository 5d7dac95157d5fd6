package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.CanonicalPcm;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusPacketInfo;

/**
 * Decodes the Opus packets (RFC 6716) of one stream, in order, to {@link CanonicalPcm}. Stereo is
 * mixed to one channel. Not for use by several threads at once.
 */
public final class OpusPacketDecoder {

  /** The most bytes that one packet, 120 ms, decodes to. */
  public static final int MOST_BYTES =
      CanonicalPcm.SAMPLE_RATE * 120 / 1000 * CanonicalPcm.SAMPLE_BYTES;

  /** Five milliseconds: even a packet that decodes to next to nothing is some work. */
  private static final int LEAST_WORK = MOST_BYTES / 24;

  private final OpusDecoder decoder;
  private final short[] samples = new short[MOST_BYTES / CanonicalPcm.SAMPLE_BYTES];

  public OpusPacketDecoder() {
    try {
      decoder = new OpusDecoder(CanonicalPcm.SAMPLE_RATE, 1);
    } catch (OpusException e) {
      throw new IllegalStateException("16 kHz is a rate of Opus", e);
    }
  }

  /** Forgets everything: the next packet begins another stream. */
  void reset(int gain) {
    decoder.resetState();
    decoder.setGain(gain);
  }

  /**
   * Decodes one packet.
   *
   * @param pcm where the samples go; {@link #MOST_BYTES} are enough for any packet
   * @return how many bytes of {@code pcm} were written
   * @throws AudioRejected malformed: it is not an Opus packet; the decoder is ready for the next
   */
  public int decode(byte[] packet, int offset, int length, byte[] pcm, int pcmOffset) {
    int decoded = decodeSamples(packet, offset, length);
    int at = pcmOffset;
    for (int i = 0; i < decoded; i++) {
      pcm[at++] = (byte) samples[i];
      pcm[at++] = (byte) (samples[i] >> 8);
    }
    return at - pcmOffset;
  }

  /** How many bytes the packet decodes to, by its first bytes; 0 when it is none. */
  static int decodedBytes(byte[] packet, int offset, int length) {
    try {
      int samples =
          length > 0
              ? OpusPacketInfo.getNumSamples(packet, offset, length, CanonicalPcm.SAMPLE_RATE)
              : 0;
      return Math.max(0, samples) * CanonicalPcm.SAMPLE_BYTES;
    } catch (RuntimeException e) {
      return 0;
    }
  }

  /** The work that a packet was which decoded to so many bytes, in bytes of samples. */
  static int work(int decodedBytes) {
    return Math.max(LEAST_WORK, decodedBytes);
  }

  /** The library tells of bad packets in every way there is, failed assertions included. */
  private int decodeSamples(byte[] packet, int offset, int length) {
    try {
      if (length > 0) {
        int expected =
            OpusPacketInfo.getNumSamples(packet, offset, length, CanonicalPcm.SAMPLE_RATE);
        if (expected > 0 && expected <= samples.length) {
          int decoded = decoder.decode(packet, offset, length, samples, 0, expected, false);
          if (decoded == expected) {
            return decoded;
          }
        }
      }
    } catch (OpusException | RuntimeException | AssertionError e) {
      decoder.resetState();
    }
    throw new AudioRejected(AudioRejected.Reason.MALFORMED);
  }
}
