package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;

/** Opus without a container: each call brings one packet. */
public final class OpusPackets implements LiveOpus {

  private static final int LARGEST_PACKET = 64 * 1024;

  private final PcmSink sink;
  private final OpusPacketDecoder decoder = new OpusPacketDecoder();
  private final byte[] pcm = new byte[OpusPacketDecoder.MOST_BYTES];

  public OpusPackets(PcmSink sink) {
    this.sink = sink;
  }

  @Override
  public int feed(byte[] bytes, int offset, int length) {
    if (length > LARGEST_PACKET) {
      throw new AudioRejected(AudioRejected.Reason.MALFORMED);
    }
    int decoded = decoder.decode(bytes, offset, length, pcm, 0);
    sink.pcm(pcm, 0, decoded);
    return OpusPacketDecoder.work(decoded);
  }

  @Override
  public boolean isBehind() {
    return false;
  }

  @Override
  public int catchUp() {
    return 0;
  }
}
