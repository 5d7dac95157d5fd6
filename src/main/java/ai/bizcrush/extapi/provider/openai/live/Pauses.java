package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.Recording;

/**
 * Guesses where somebody speaks, by loudness alone: a frame is speech when it is twice as loud as
 * the quietest frame of the last seconds. In doubt it is.
 */
final class Pauses {

  private static final int FRAME_MS = 20;
  private static final int FRAME = Recording.SAMPLE_RATE / 1000 * FRAME_MS;

  /** Frames after which the quietest is looked for anew: 3 s. */
  private static final int MEMORY = 150;

  private static final long LOUDER = 2;

  /** Nobody speaks more softly: what the quietest is taken for when a session begins. */
  private static final long SOFTLY = 100L * FRAME;

  private long frames;
  private int samples;
  private long sum;
  private long quietest = Long.MAX_VALUE;
  private long quietestBefore = SOFTLY;
  private long began = -1;
  private long ended = -1;

  /** Whole samples: 16 bit, little-endian. */
  void hear(byte[] pcm, int offset, int length) {
    for (int i = offset; i < offset + length; i += Recording.SAMPLE_BYTES) {
      sum += Math.abs(pcm[i] & 0xFF | pcm[i + 1] << 8);
      if (++samples == FRAME) {
        frame();
      }
    }
  }

  private void frame() {
    frames++;
    quietest = Math.min(quietest, sum);
    if (sum > LOUDER * Math.min(quietest, quietestBefore)) {
      ended = frames * FRAME_MS;
      began = began < 0 ? ended - FRAME_MS : began;
    }
    if (frames % MEMORY == 0) {
      quietestBefore = quietest;
      quietest = Long.MAX_VALUE;
    }
    samples = 0;
    sum = 0;
  }

  /** Where speech began after the last {@link #reset}; -1 when it did not. */
  long beganMs() {
    return began;
  }

  /** Where speech ended last; -1 when there was none. */
  long endedMs() {
    return ended;
  }

  /** How long nobody has spoken. */
  long pauseMs() {
    return frames * FRAME_MS - Math.max(0, ended);
  }

  /** A turn begins. */
  void reset() {
    began = -1;
  }
}
