package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.transcription.live.StreamConfig;

/** What a client's frames come to, in their order. */
public interface StreamInput {

  /** The stream may begin; said once, before anything else. */
  void configured(StreamConfig config);

  /**
   * The next samples: 16 kHz, one channel, signed 16 bit, little-endian, whole samples at a time.
   * The bytes are the caller's again when this returns.
   */
  void pcm(byte[] bytes, int offset, int length);

  /**
   * A frame, or more of what it brought, was so much work: as many bytes of samples were decoded,
   * whether they were handed on or not. Audio that comes as samples is none.
   */
  void decoded(int bytes);

  /** The client waits for finals of what it said so far. */
  void finish();

  /** The client has nothing to say for now, and stays. */
  void keepAlive();

  /** No audio comes any more; the last word. */
  void end();
}
