package ai.bizcrush.extapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.SyntheticSpeech.Speaker;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class SyntheticSpeechTests {

  @Test
  void speaksAtTheSpeedOfAPerson() {
    SyntheticSpeech low = SyntheticSpeech.say("the meeting will begin in five minutes");
    SyntheticSpeech high =
        SyntheticSpeech.say(Speaker.HIGH, "the meeting will begin in five minutes");

    assertThat(low.duration()).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(4));
    assertThat(high.duration()).isCloseTo(low.duration(), Duration.ofMillis(300));
  }

  @Test
  void theSecondVoiceIsMuchHigher() {
    double low = pitch(SyntheticSpeech.say("are we all in now"));
    double high = pitch(SyntheticSpeech.say(Speaker.HIGH, "are we all in now"));

    System.out.printf("pitch: %.0f Hz, %.0f Hz%n", low, high);
    assertThat(high / low).isGreaterThan(1.5);
  }

  @Test
  void writesAWavThatJavaReads() throws Exception {
    SyntheticSpeech speech = SyntheticSpeech.say("hello");

    var stream = AudioSystem.getAudioInputStream(new ByteArrayInputStream(speech.wav()));

    assertThat(stream.getFormat().getSampleRate()).isEqualTo(16_000);
    assertThat(stream.readAllBytes()).isEqualTo(speech.pcm());
  }

  @Test
  void joinsAndMixes() {
    SyntheticSpeech speech = SyntheticSpeech.say("hello");

    SyntheticSpeech joined = SyntheticSpeech.silence(Duration.ofSeconds(1)).then(speech);

    assertThat(joined.length()).isEqualTo(16_000 + speech.length());
    assertThat(joined.first(16_000).samples()).containsOnly(0);
    assertThat(joined.over(SyntheticSpeech.noise(Duration.ofSeconds(1), 100, 1)).samples())
        .isNotEqualTo(joined.samples());
  }

  @Test
  void wordErrorsAreCounted() {
    assertThat(WordErrorRate.of("I said one, two.", "i said one two").errors()).isZero();
    assertThat(WordErrorRate.of("one two three", "one three four"))
        .isEqualTo(new WordErrorRate(2, 3));
    assertThat(WordErrorRate.of("one two", "").rate()).isEqualTo(1);
  }

  /** The median over 40 ms frames of the best autocorrelation between 70 and 300 Hz. */
  private static double pitch(SyntheticSpeech speech) {
    short[] x = speech.samples();
    double[] voiced =
        IntStream.range(0, (x.length - 1000) / 640)
            .mapToDouble(frame -> pitch(x, frame * 640))
            .filter(hertz -> hertz > 0)
            .sorted()
            .toArray();
    return voiced[voiced.length / 2];
  }

  private static double pitch(short[] x, int from) {
    double best = 0.5;
    double hertz = 0;
    for (int lag = 16_000 / 300; lag <= 16_000 / 70; lag++) {
      double product = 0;
      double here = 1;
      double there = 1;
      for (int i = from; i < from + 640; i++) {
        product += x[i] * (double) x[i + lag];
        here += x[i] * (double) x[i];
        there += x[i + lag] * (double) x[i + lag];
      }
      double likeness = product / Math.sqrt(here * there);
      if (likeness > best * 1.03) {
        best = likeness;
        hertz = 16_000.0 / lag;
      }
    }
    return hertz;
  }
}
