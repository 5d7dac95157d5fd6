package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first packet of an Opus stream in Ogg (RFC 7845, section 5.1).
 *
 * @param channels how many channels were encoded, 1 or 2
 * @param preSkip how many samples at 48 kHz to drop from the beginning
 * @param gain what to amplify by, in 1/256 dB
 */
record OpusHead(int channels, int preSkip, int gain) {

  private static final byte[] SIGNATURE = "OpusHead".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 19;
  private static final int MAJOR_VERSION = 0xf0;

  static byte[] signature() {
    return SIGNATURE.clone();
  }

  /**
   * @throws AudioRejected malformed: not one, or too short; unsupported: another major version, or
   *     surround
   */
  static OpusHead parse(byte[] packet, int offset, int length) {
    if (length < LENGTH || !isSigned(packet, offset)) {
      throw new AudioRejected(AudioRejected.Reason.MALFORMED);
    }
    int version = packet[offset + 8] & 0xff;
    int channels = packet[offset + 9] & 0xff;
    int preSkip = unsignedShort(packet, offset + 10);
    short gain = (short) unsignedShort(packet, offset + 16);
    int mappingFamily = packet[offset + 18];
    if ((version & MAJOR_VERSION) != 0 || mappingFamily != 0 || channels < 1 || channels > 2) {
      throw new AudioRejected(AudioRejected.Reason.UNSUPPORTED);
    }
    return new OpusHead(channels, preSkip, gain);
  }

  private static boolean isSigned(byte[] packet, int offset) {
    return Arrays.equals(packet, offset, offset + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
  }
}
