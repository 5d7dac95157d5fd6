package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.CanonicalPcm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes Opus in Ogg (RFC 7845) that arrives in pieces of any size, as it arrives. Streams that
 * follow one another are decoded one after the other. Not for use by several threads at once.
 */
public final class OggOpusDecoder {

  private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.US_ASCII);
  private static final int OPUS_RATE = 48_000;

  private final PcmSink sink;
  private final OggPackets packets = new OggPackets(OpusHead.signature(), this::packet);
  private final OpusPacketDecoder decoder = new OpusPacketDecoder();
  private final byte[] pcm = new byte[OpusPacketDecoder.MOST_BYTES];

  private boolean audioBegan;
  private int bytesToSkip;

  public OggOpusDecoder(PcmSink sink) {
    this.sink = sink;
  }

  /**
   * Takes the next bytes and hands on the samples that they complete.
   *
   * @throws AudioRejected malformed: a packet is not Opus, or next to nothing is Ogg; unsupported:
   *     more than two channels, or an Opus yet to come
   */
  public void feed(byte[] bytes, int offset, int length) {
    packets.feed(bytes, offset, length);
  }

  private void packet(byte[] bytes, int offset, int length, boolean first) {
    if (first) {
      begin(OpusHead.parse(bytes, offset, length));
    } else if (audioBegan || !isTags(bytes, offset, length)) {
      audioBegan = true;
      audio(bytes, offset, length);
    }
  }

  private void begin(OpusHead head) {
    decoder.reset(head.gain());
    audioBegan = false;
    int samplesToSkip = head.preSkip() * CanonicalPcm.SAMPLE_RATE / OPUS_RATE;
    bytesToSkip = samplesToSkip * CanonicalPcm.SAMPLE_BYTES;
  }

  private void audio(byte[] packet, int offset, int length) {
    int decoded = decoder.decode(packet, offset, length, pcm, 0);
    int skipped = Math.min(bytesToSkip, decoded);
    bytesToSkip -= skipped;
    if (decoded > skipped) {
      sink.pcm(pcm, skipped, decoded - skipped);
    }
  }

  private static boolean isTags(byte[] packet, int offset, int length) {
    return length >= TAGS.length
        && Arrays.equals(packet, offset, offset + TAGS.length, TAGS, 0, TAGS.length);
  }
}
