package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.transcription.live.StreamConfig;

/** Hears nothing. */
final class Discarding implements StreamInput {

  @Override
  public void configured(StreamConfig config) {}

  @Override
  public void pcm(byte[] bytes, int offset, int length) {}

  @Override
  public void decoded(int bytes) {}

  @Override
  public void finish() {}

  @Override
  public void keepAlive() {}

  @Override
  public void end() {}
}
