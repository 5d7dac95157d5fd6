package ai.bizcrush.extapi.media.live;

/** Takes samples: 16 kHz, one channel, signed 16 bit, little-endian, whole samples at a time. */
@FunctionalInterface
public interface PcmSink {

  /** The bytes are the caller's again when this returns. */
  void pcm(byte[] bytes, int offset, int length);
}
