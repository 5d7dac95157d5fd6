package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.live.OggOpusDecoder;
import ai.bizcrush.extapi.media.live.OpusPacketDecoder;
import ai.bizcrush.extapi.media.live.PcmSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Opus in whatever it comes in: an Ogg stream cut anywhere, told by its first bytes, else one
 * packet a frame. A beginning too short to tell is held back; it is no Opus packet if it turns out
 * not to be Ogg either.
 */
final class OpusIntake implements AudioIntake {

  private static final byte[] OGG = {'O', 'g', 'g', 'S'};
  private static final int SIGNATURE = 4;
  private static final int LARGEST_PACKET = 64 * 1024;

  @FunctionalInterface
  private interface Feed {
    void feed(byte[] bytes, int offset, int length);
  }

  private final PcmSink sink;
  private byte[] held = {};
  private @Nullable Feed decoder;

  OpusIntake(PcmSink sink) {
    this.sink = sink;
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    if (decoder != null) {
      decoder.feed(bytes, offset, length);
      return;
    }
    byte[] begin = begin(bytes, offset, length);
    boolean ogg = mayBe(OGG, begin);
    if (begin.length < SIGNATURE && ogg) {
      held = begin;
      return;
    }
    Feed chosen = ogg ? new OggOpusDecoder(sink)::feed : packets();
    decoder = chosen;
    if (held.length > 0) {
      chosen.feed(held, 0, held.length);
    }
    chosen.feed(bytes, offset, length);
  }

  @Override
  public void end() {}

  private Feed packets() {
    var packets = new OpusPacketDecoder();
    var pcm = new byte[OpusPacketDecoder.MOST_BYTES];
    return (bytes, offset, length) -> {
      if (length > LARGEST_PACKET) {
        throw new AudioRejected(AudioRejected.Reason.MALFORMED);
      }
      sink.pcm(pcm, 0, packets.decode(bytes, offset, length, pcm, 0));
    };
  }

  /** The first bytes of the stream, as far as they are known. */
  private byte[] begin(byte[] bytes, int offset, int length) {
    int more = Math.min(length, SIGNATURE - held.length);
    byte[] begin = Arrays.copyOf(held, held.length + more);
    System.arraycopy(bytes, offset, begin, held.length, more);
    return begin;
  }

  private static boolean mayBe(byte[] signature, byte[] begin) {
    return Arrays.mismatch(signature, begin) == -1
        || Arrays.mismatch(signature, begin) == begin.length;
  }
}
