package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.CanonicalPcm;

/** The packets of one Opus stream after the other, on their way from a container to samples. */
final class OpusStream {

  private static final int OPUS_RATE = 48_000;

  private final PcmSink sink;
  private final OpusPacketDecoder decoder = new OpusPacketDecoder();
  private final byte[] pcm = new byte[OpusPacketDecoder.MOST_BYTES];
  private int bytesToSkip;

  OpusStream(PcmSink sink) {
    this.sink = sink;
  }

  /** Another stream begins. */
  void begin(OpusHead head) {
    decoder.reset(head.gain());
    int samplesToSkip = head.preSkip() * CanonicalPcm.SAMPLE_RATE / OPUS_RATE;
    bytesToSkip = samplesToSkip * CanonicalPcm.SAMPLE_BYTES;
  }

  void packet(byte[] packet, int offset, int length) {
    int decoded = decoder.decode(packet, offset, length, pcm, 0);
    int skipped = Math.min(bytesToSkip, decoded);
    bytesToSkip -= skipped;
    if (decoded > skipped) {
      sink.pcm(pcm, skipped, decoded - skipped);
    }
  }
}
