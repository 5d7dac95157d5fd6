package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.CanonicalPcm;

/**
 * What a WAV header says of the samples.
 *
 * @param encoding the format tag: 1 PCM, 3 floating point, 6 A-law, 7 mu-law, ...; the one inside
 *     when the tag is that of the extensible format
 * @param sampleRate samples a second and channel
 * @param channels how many channels
 * @param bits bits a sample
 */
public record WavFormat(int encoding, int sampleRate, int channels, int bits) {

  /** Whether the samples need no conversion. */
  public boolean isCanonical() {
    return encoding == 1
        && sampleRate == CanonicalPcm.SAMPLE_RATE
        && channels == 1
        && bits == CanonicalPcm.SAMPLE_BYTES * Byte.SIZE;
  }
}
