package ai.bizcrush.extapi.engine;

import java.util.ArrayList;
import java.util.List;

/** Hears the words in the audio of a {@link LiveScene}, each as soon as it is over. */
public final class Ear {

  private static final int SAMPLES_PER_MS = Recording.SAMPLE_RATE / 1000;

  private final List<SpokenWord> words = new ArrayList<>();
  private long samples;
  private long since;
  private short now;

  /** Little-endian samples, whole ones. */
  public void hear(byte[] pcm) {
    if (pcm.length % 2 != 0) {
      throw new IllegalArgumentException("half a sample");
    }
    for (int i = 0; i < pcm.length; i += 2) {
      hear((short) (pcm[i] & 0xFF | pcm[i + 1] << 8));
    }
  }

  private void hear(short sample) {
    if (sample != now) {
      wordEnds();
      now = sample;
      since = samples;
    }
    samples++;
  }

  /** No audio is coming: a word that was going on is over. */
  public void end() {
    wordEnds();
    now = 0;
    since = samples;
  }

  private void wordEnds() {
    if (now != 0) {
      words.add(SpokenWord.of(now, since / SAMPLES_PER_MS, samples / SAMPLES_PER_MS));
    }
  }

  /** Words that are over, since the beginning; their times are this ear's. */
  public List<SpokenWord> words() {
    return words;
  }

  public long heardMs() {
    return samples / SAMPLES_PER_MS;
  }

  /** How long nobody has spoken. */
  public long silenceMs() {
    return now == 0 ? (samples - since) / SAMPLES_PER_MS : 0;
  }
}
