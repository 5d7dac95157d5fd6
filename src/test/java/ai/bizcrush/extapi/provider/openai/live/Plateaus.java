package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.Ear;
import ai.bizcrush.extapi.engine.Recording;
import java.util.Arrays;

/**
 * Gives an {@link Ear} the marked audio of a scene back as it was at 16 kHz: samples that stay the
 * same, and change at whole milliseconds. At 24 kHz they ring for a moment around each change.
 */
final class Plateaus {

  /** Longer than anything that rings. */
  private static final int STEADY = 48;

  private static final int PER_MS = 24;

  private final Ear ear;
  private short level;
  private short candidate;
  private int steady;
  private long samples;
  private long lastOfLevel = -1;
  private long givenMs;

  Plateaus(Ear ear) {
    this.ear = ear;
  }

  /** Little-endian samples at 24 kHz. */
  void hear(byte[] pcm) {
    for (int i = 0; i < pcm.length; i += 2) {
      hear((short) (pcm[i] & 0xFF | pcm[i + 1] << 8));
    }
  }

  private void hear(short sample) {
    steady = sample == candidate ? steady + 1 : 1;
    candidate = sample;
    if (steady >= STEADY && sample != level) {
      long first = samples - steady + 1;
      give(Math.round((lastOfLevel + 1 + first) / 2.0 / PER_MS));
      level = sample;
    }
    if (sample == level && steady >= STEADY) {
      lastOfLevel = samples;
      give((samples + 1 - STEADY) / PER_MS);
    }
    samples++;
  }

  /** No audio is coming for now: what was heard last lasted until now. */
  void end() {
    give(samples / PER_MS);
  }

  private void give(long untilMs) {
    if (untilMs <= givenMs) {
      return;
    }
    var pcm = new byte[Math.toIntExact(untilMs - givenMs) * Recording.SAMPLE_RATE / 1000 * 2];
    if (level != 0) {
      for (int i = 0; i < pcm.length; i += 2) {
        pcm[i] = (byte) level;
        pcm[i + 1] = (byte) (level >> 8);
      }
    } else {
      Arrays.fill(pcm, (byte) 0);
    }
    givenMs = untilMs;
    ear.hear(pcm);
  }

  /** What was heard altogether. */
  long millis() {
    return samples / PER_MS;
  }
}
