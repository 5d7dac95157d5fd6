package ai.bizcrush.extapi.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who says what and when, as words and as audio. In the audio every sample of a word is the same
 * number, which tells word, speaker and language, and silence is zero; so what a scripted engine
 * hears ({@link Ear}) is a function of the audio alone, wherever a connection begins with it.
 *
 * @param lengthMs of the audio
 */
public record LiveScene(List<SpokenWord> words, long lengthMs) {

  private static final int WORD_MS = 240;
  private static final int GAP_MS = 60;
  private static final int PAUSE_MS = 1200;
  private static final int SAMPLES_PER_MS = Recording.SAMPLE_RATE / 1000;

  /** Two speak in turns, in two languages, with a pause after each turn. */
  public static LiveScene conversation() {
    var builder = new Builder();
    builder.turn(1, "en", 5).turn(2, "ko", 3);
    return builder.build();
  }

  /** So many words by one speaker, with a pause after every eighth. */
  public static LiveScene monologue(int words) {
    var builder = new Builder();
    for (int left = words; left > 0; left -= 8) {
      builder.turn(1, "en", Math.min(left, 8));
    }
    return builder.build();
  }

  public static LiveScene silence(long lengthMs) {
    return new LiveScene(List.of(), lengthMs);
  }

  public String text() {
    return words.stream().map(SpokenWord::text).collect(Collectors.joining(" "));
  }

  /** 16 kHz, one channel, 16 bit, little-endian. */
  public byte[] pcm() {
    return pcm(0, lengthMs);
  }

  public byte[] pcm(long fromMs, long toMs) {
    var pcm = new short[Math.toIntExact(lengthMs * SAMPLES_PER_MS)];
    for (SpokenWord word : words) {
      Arrays.fill(
          pcm,
          Math.toIntExact(word.startMs() * SAMPLES_PER_MS),
          Math.toIntExact(word.endMs() * SAMPLES_PER_MS),
          word.sample());
    }
    int from = Math.toIntExact(fromMs * SAMPLES_PER_MS);
    int to = Math.toIntExact(toMs * SAMPLES_PER_MS);
    var bytes = ByteBuffer.allocate((to - from) * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(pcm, from, to - from);
    return bytes.array();
  }

  /** Puts turns one after the other. */
  public static final class Builder {

    private final List<SpokenWord> words = new ArrayList<>();
    private long now = 300;

    /** Words with the next numbers, and a pause that ends the utterance. */
    public Builder turn(int speaker, String language, int count) {
      for (int i = 0; i < count; i++) {
        words.add(new SpokenWord(words.size() & 1023, speaker, language, now, now + WORD_MS));
        now += WORD_MS + GAP_MS;
      }
      now += PAUSE_MS;
      return this;
    }

    public LiveScene build() {
      return new LiveScene(List.copyOf(words), now);
    }
  }
}
