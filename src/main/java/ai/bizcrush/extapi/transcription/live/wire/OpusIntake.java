package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.media.live.LiveOpus;
import ai.bizcrush.extapi.media.live.OggOpusDecoder;
import ai.bizcrush.extapi.media.live.OpusPackets;
import ai.bizcrush.extapi.media.live.PcmSink;
import ai.bizcrush.extapi.media.live.WebmOpusDecoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Opus in whatever it comes in: an Ogg or WebM stream cut anywhere, told by its first bytes, else
 * one packet a frame. A beginning too short to tell is held back; it is no Opus packet if it turns
 * out to be neither.
 */
final class OpusIntake implements AudioIntake {

  private static final byte[] OGG = {'O', 'g', 'g', 'S'};
  private static final byte[] WEBM = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};
  private static final int SIGNATURE = 4;

  private final PcmSink sink;
  private byte[] held = {};
  private @Nullable LiveOpus decoder;

  OpusIntake(PcmSink sink) {
    this.sink = sink;
  }

  @Override
  public int feed(byte[] bytes, int offset, int length) {
    if (decoder != null) {
      return decoder.feed(bytes, offset, length);
    }
    byte[] begin = begin(bytes, offset, length);
    boolean ogg = mayBe(OGG, begin);
    boolean webm = mayBe(WEBM, begin);
    if (begin.length < SIGNATURE && (ogg || webm)) {
      held = begin;
      return 0;
    }
    LiveOpus chosen = choose(ogg, webm);
    decoder = chosen;
    if (held.length > 0) {
      chosen.feed(held, 0, held.length);
    }
    return chosen.feed(bytes, offset, length);
  }

  @Override
  public boolean isBehind() {
    return decoder != null && decoder.isBehind();
  }

  @Override
  public int catchUp() {
    return decoder == null ? 0 : decoder.catchUp();
  }

  @Override
  public void end() {}

  private LiveOpus choose(boolean ogg, boolean webm) {
    if (ogg) {
      return new OggOpusDecoder(sink);
    }
    return webm ? new WebmOpusDecoder(sink) : new OpusPackets(sink);
  }

  /** The first bytes of the stream, as far as they are known. */
  private byte[] begin(byte[] bytes, int offset, int length) {
    int more = Math.min(length, SIGNATURE - held.length);
    byte[] begin = Arrays.copyOf(held, held.length + more);
    System.arraycopy(bytes, offset, begin, held.length, more);
    return begin;
  }

  private static boolean mayBe(byte[] signature, byte[] begin) {
    int different = Arrays.mismatch(signature, begin);
    return different < 0 || different == begin.length;
  }
}
