package ai.bizcrush.extapi;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Audio for tests, 16 kHz, one channel, signed 16 bit: English spoken by FreeTTS, silence, noise,
 * and what is joined of them. The same words always give the same samples; a sentence is spoken
 * once a JVM. Values are immutable.
 *
 * <pre>{@code
 * SyntheticSpeech talk = SyntheticSpeech.say(Speaker.LOW, "good morning")
 *     .then(SyntheticSpeech.silence(Duration.ofMillis(600)))
 *     .then(SyntheticSpeech.say(Speaker.HIGH, "how are you"));
 * Files.write(file, talk.wav());
 * }</pre>
 */
public final class SyntheticSpeech {

  /** Samples a second. */
  public static final int SAMPLE_RATE = 16_000;

  private static final Map<Line, SyntheticSpeech> SPOKEN = new ConcurrentHashMap<>();
  private static final int SINC_HALF_WIDTH = 12;
  private static final int SILENT = 100;

  private final short[] samples;

  private SyntheticSpeech(short[] samples) {
    this.samples = samples;
  }

  /** Two voices that nobody would take for each other. */
  public enum Speaker {
    /** FreeTTS's kevin16 as it is: about 100 Hz. */
    LOW(1.0f, 100f),
    /** The same voice at about 190 Hz, from a vocal tract a sixth shorter. */
    HIGH(1.18f, 161f);

    private final float squeeze;
    private final float pitch;

    Speaker(float squeeze, float pitch) {
      this.squeeze = squeeze;
      this.pitch = pitch;
    }
  }

  private record Line(Speaker speaker, String text) {}

  /** The text in the lower voice, which recognisers understand better. */
  public static SyntheticSpeech say(String text) {
    return say(Speaker.LOW, text);
  }

  /** The text in one of the two voices, from its first sound to its last. */
  public static SyntheticSpeech say(Speaker speaker, String text) {
    return SPOKEN.computeIfAbsent(new Line(speaker, text), SyntheticSpeech::speak);
  }

  /** Digital silence. */
  public static SyntheticSpeech silence(Duration length) {
    return new SyntheticSpeech(new short[samplesOf(length)]);
  }

  /** White noise; the same seed gives the same noise. */
  public static SyntheticSpeech noise(Duration length, int amplitude, long seed) {
    var random = new Random(seed);
    var noise = new short[samplesOf(length)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (random.nextInt(2 * amplitude + 1) - amplitude);
    }
    return new SyntheticSpeech(noise);
  }

  /** This, followed by {@code next}. */
  public SyntheticSpeech then(SyntheticSpeech next) {
    short[] joined = Arrays.copyOf(samples, samples.length + next.samples.length);
    System.arraycopy(next.samples, 0, joined, samples.length, next.samples.length);
    return new SyntheticSpeech(joined);
  }

  /** The first {@code count} samples, or all of them where there are fewer. */
  public SyntheticSpeech first(int count) {
    return new SyntheticSpeech(Arrays.copyOf(samples, Math.min(count, samples.length)));
  }

  /** This with {@code background} under it, for as long as this lasts. */
  public SyntheticSpeech over(SyntheticSpeech background) {
    short[] mixed = samples.clone();
    for (int i = 0; i < Math.min(mixed.length, background.samples.length); i++) {
      mixed[i] = clip(mixed[i] + background.samples[i]);
    }
    return new SyntheticSpeech(mixed);
  }

  /** How many samples there are. */
  public int length() {
    return samples.length;
  }

  public Duration duration() {
    return Duration.ofNanos(samples.length * (1_000_000_000L / SAMPLE_RATE));
  }

  /** The samples, a copy. */
  public short[] samples() {
    return samples.clone();
  }

  /** The samples as headerless PCM, little-endian. */
  public byte[] pcm() {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }

  /** The samples as a WAV file. */
  public byte[] wav() {
    var format = new AudioFormat(SAMPLE_RATE, 16, 1, true, false);
    var out = new ByteArrayOutputStream();
    try (var in = new AudioInputStream(new ByteArrayInputStream(pcm()), format, samples.length)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes {@link #pcm} and returns the file. */
  public Path writePcm(Path file) {
    return write(file, pcm());
  }

  /** Writes {@link #wav} and returns the file. */
  public Path writeWav(Path file) {
    return write(file, wav());
  }

  private static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int samplesOf(Duration length) {
    return Math.toIntExact(length.toMillis() * SAMPLE_RATE / 1000);
  }

  /** A voice is not made for two threads, and what it said before must not colour this. */
  private static SyntheticSpeech speak(Line line) {
    Voice voice =
        Arrays.stream(new KevinVoiceDirectory().getVoices())
            .filter(one -> one.getName().equals("kevin16"))
            .findFirst()
            .orElseThrow();
    voice.allocate();
    try {
      var heard = new ByteArrayOutputStream();
      voice.setAudioPlayer(recorder(heard));
      voice.setPitch(line.speaker.pitch);
      voice.setDurationStretch(line.speaker.squeeze);
      voice.speak(line.text);
      short[] spoken = new short[heard.size() / 2];
      ByteBuffer.wrap(heard.toByteArray()).asShortBuffer().get(spoken);
      return new SyntheticSpeech(trimmed(squeezed(spoken, line.speaker.squeeze)));
    } finally {
      voice.deallocate();
    }
  }

  /** FreeTTS begins and ends with a breath's silence. */
  private static short[] trimmed(short[] samples) {
    int from = 0;
    int to = samples.length;
    while (from < to && Math.abs(samples[from]) < SILENT) {
      from++;
    }
    while (to > from && Math.abs(samples[to - 1]) < SILENT) {
      to--;
    }
    return Arrays.copyOfRange(samples, from, to);
  }

  /** FreeTTS hands big-endian samples to an audio player; all but the samples is of no interest. */
  private static AudioPlayer recorder(ByteArrayOutputStream heard) {
    return (AudioPlayer)
        Proxy.newProxyInstance(
            AudioPlayer.class.getClassLoader(),
            new Class<?>[] {AudioPlayer.class},
            (_, method, arguments) -> {
              if (method.getName().equals("write")) {
                var bytes = (byte[]) arguments[0];
                boolean part = arguments.length == 3;
                heard.write(
                    bytes, part ? (int) arguments[1] : 0, part ? (int) arguments[2] : bytes.length);
              }
              Class<?> answer = method.getReturnType();
              if (answer == boolean.class) {
                return true;
              }
              if (answer == long.class) {
                return -1L;
              }
              return answer == float.class ? 1f : null;
            });
  }

  /**
   * Plays faster by {@code factor}: pitch and formants rise by it. A windowed sinc interpolates.
   */
  private static short[] squeezed(short[] source, double factor) {
    if (factor == 1.0) {
      return source;
    }
    var target = new short[(int) (source.length / factor)];
    double cutoff = 1 / factor;
    for (int i = 0; i < target.length; i++) {
      double at = i * factor;
      int centre = (int) at;
      double sum =
          IntStream.rangeClosed(centre - SINC_HALF_WIDTH + 1, centre + SINC_HALF_WIDTH)
              .filter(k -> k >= 0 && k < source.length)
              .mapToDouble(k -> source[k] * cutoff * sinc((at - k) * cutoff) * hann(at - k))
              .sum();
      target[i] = clip(Math.round(sum));
    }
    return target;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double hann(double x) {
    return 0.5 + 0.5 * Math.cos(Math.PI * x / SINC_HALF_WIDTH);
  }

  private static short clip(long value) {
    return (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
