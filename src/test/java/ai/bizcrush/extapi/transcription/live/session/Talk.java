package ai.bizcrush.extapi.transcription.live.session;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is said in a scene, and the audio of it: every sample tells its own position, so that an
 * engine knows what it hears however often and from wherever it hears it.
 */
public record Talk(List<Spoken> words, long endMs) {

  /** A word, who says it, and whether the utterance ends with it. */
  public record Spoken(String text, long startMs, long endMs, int voice, boolean last) {}

  private static final int RATE = 16;

  public static Talk random(RandomGenerator random, int count) {
    return random(random, count, false);
  }

  /**
   * A talk that also has long silences, and utterances of one word that takes no time and ends
   * where the word before it ends.
   */
  public static Talk halting(RandomGenerator random, int count) {
    return random(random, count, true);
  }

  private static Talk random(RandomGenerator random, int count, boolean halting) {
    var words = new ArrayList<Spoken>();
    long at = 200;
    int voice = 0;
    for (int i = 0; i < count; i++) {
      long length = 120 + random.nextInt(500);
      boolean last = random.nextInt(7) == 0 || i == count - 1;
      long start = at;
      words.add(new Spoken("w" + i + (last ? "." : ""), start, start + length, voice, last));
      if (halting && last && random.nextInt(3) == 0) {
        at += random.nextInt(2) * random.nextInt(9000);
        words.add(new Spoken("z" + i + ".", start + length, start + length, voice, true));
      }
      at += length + (last ? 800 + random.nextInt(1500) : random.nextInt(120));
      if (last && random.nextBoolean()) {
        voice = random.nextInt(3);
      }
    }
    return new Talk(words, at);
  }

  public String text() {
    return String.join(" ", words.stream().map(Spoken::text).toList());
  }

  /** The samples from one time to another, as PCM. */
  public static byte[] audio(long fromMs, long toMs) {
    int samples = (int) (toMs - fromMs) * RATE;
    byte[] pcm = new byte[samples * 2];
    for (int i = 0; i < samples; i++) {
      long position = fromMs * RATE + i;
      int value = (int) (position % 2 == 0 ? (position / 2) & 0x7fff : (position / 2) >> 15);
      pcm[2 * i] = (byte) value;
      pcm[2 * i + 1] = (byte) (value >> 8);
    }
    return pcm;
  }

  /** The position that two samples in a row tell, the first of which is at an even position. */
  public static long position(byte[] pcm, int offset) {
    int low = (pcm[offset] & 0xff) | (pcm[offset + 1] & 0xff) << 8;
    int high = (pcm[offset + 2] & 0xff) | (pcm[offset + 3] & 0xff) << 8;
    return 2 * ((long) high << 15 | low);
  }
}
