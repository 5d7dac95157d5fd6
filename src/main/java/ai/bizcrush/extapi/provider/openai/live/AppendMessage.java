package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.media.live.Upsampler;
import java.nio.charset.StandardCharsets;

/**
 * Makes {@code input_audio_buffer.append} messages of a session's audio in one buffer that is used
 * again for the next: 24 kHz, Base64 (RFC 4648, 4). Written here because the JDK's encoder takes
 * whole arrays alone.
 */
final class AppendMessage {

  /** The most bytes of audio that one message takes: 100 ms. */
  static final int MOST_AUDIO = Recording.SAMPLE_RATE / 10 * Recording.SAMPLE_BYTES;

  private static final byte[] HEAD = ascii("{\"type\":\"input_audio_buffer.append\",\"audio\":\"");
  private static final byte[] FOOT = ascii("\"}");
  private static final byte[] ALPHABET =
      ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final byte PADDING = '=';

  private final Upsampler upsampler = new Upsampler();
  private final byte[] audio =
      new byte[Math.max(Upsampler.mostBytes(MOST_AUDIO), Upsampler.HELD_BYTES)];
  private final byte[] message = new byte[HEAD.length + audio.length * 4 / 3 + 4 + FOOT.length];

  AppendMessage() {
    System.arraycopy(HEAD, 0, message, 0, HEAD.length);
  }

  /** Where the message is, from the beginning on; valid until the next is made. */
  byte[] buffer() {
    return message;
  }

  /**
   * Takes audio, no more than {@link #MOST_AUDIO}.
   *
   * @return the length of the message; 0 when the audio does not make one yet
   */
  int of(byte[] pcm, int offset, int length) {
    return encode(upsampler.resample(pcm, offset, length, audio, 0));
  }

  /** The last message: the same of audio that was held back. */
  int last() {
    return encode(upsampler.flush(audio, 0));
  }

  private int encode(int length) {
    if (length == 0) {
      return 0;
    }
    int to = HEAD.length;
    int whole = length - length % 3;
    for (int i = 0; i < whole; i += 3) {
      int bits = (audio[i] & 0xFF) << 16 | (audio[i + 1] & 0xFF) << 8 | audio[i + 2] & 0xFF;
      message[to++] = ALPHABET[bits >> 18];
      message[to++] = ALPHABET[bits >> 12 & 63];
      message[to++] = ALPHABET[bits >> 6 & 63];
      message[to++] = ALPHABET[bits & 63];
    }
    if (whole < length) {
      to = rest(whole, length, to);
    }
    System.arraycopy(FOOT, 0, message, to, FOOT.length);
    return to + FOOT.length;
  }

  /** One or two bytes. */
  private int rest(int from, int length, int at) {
    boolean two = from + 1 < length;
    int bits = (audio[from] & 0xFF) << 16 | (two ? (audio[from + 1] & 0xFF) << 8 : 0);
    message[at] = ALPHABET[bits >> 18];
    message[at + 1] = ALPHABET[bits >> 12 & 63];
    message[at + 2] = two ? ALPHABET[bits >> 6 & 63] : PADDING;
    message[at + 3] = PADDING;
    return at + 4;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
