package ai.bizcrush.extapi.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.bizcrush.extapi.engine.http.Allocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpsamplerTests {

  private static final int IN = 16_000;
  private static final int OUT = Upsampler.SAMPLE_RATE;
  private static final double LOUD = 20_000;

  /** Away from both ends, where silence is cut off. */
  private static final int MARGIN = 2000;

  @Test
  void tonesUpToSevenKilohertzPassAsTheyAre() {
    for (int hertz = 20; hertz <= 7000; hertz += hertz < 6000 ? 349 : 100) {
      double gain = decibels(amplitude(upsampled(tone(hertz)), hertz) / LOUD);

      assertThat(gain).as("gain at %s Hz", hertz).isCloseTo(0, within(0.01));
    }
  }

  @Test
  void theImagesOfTonesAreGone() {
    for (int hertz = 4050; hertz <= 7000; hertz += 59) {
      double image = decibels(amplitude(upsampled(tone(hertz)), IN - hertz) / LOUD);

      assertThat(image).as("image of %s Hz", hertz).isLessThan(-75);
    }
  }

  /** Whatever is not the tone: images, aliases of images, rounding. */
  @Test
  void besideAToneThereIsNothing() {
    for (int hertz = 100; hertz <= 7000; hertz += 230) {
      double[] heard = upsampled(tone(hertz));
      double power = 0;
      double left = 0;
      double[] fit = fit(heard, hertz);
      for (int i = MARGIN; i < heard.length - MARGIN; i++) {
        double expected =
            fit[0] * Math.cos(angle(hertz, i, OUT)) + fit[1] * Math.sin(angle(hertz, i, OUT));
        power += expected * expected;
        left += (heard[i] - expected) * (heard[i] - expected);
      }

      assertThat(decibels(Math.sqrt(left / power))).as("beside %s Hz", hertz).isLessThan(-70);
    }
  }

  @Test
  void theEdgeOfTheBandFades() {
    assertThat(decibels(amplitude(upsampled(tone(7900)), IN - 7900) / LOUD)).isLessThan(-3);
    assertThat(decibels(amplitude(upsampled(tone(7600)), IN - 7600) / LOUD)).isLessThan(-20);
  }

  @Test
  void aSampleKeepsItsTime() {
    double[] in = samples(IN, i -> i == 1000 || i == 1001 ? LOUD : 0);

    double[] heard = upsampled(in);

    int peak = 0;
    double weight = 0;
    double moment = 0;
    for (int i = 0; i < heard.length; i++) {
      peak = heard[i] > heard[peak] ? i : peak;
      weight += heard[i];
      moment += i * heard[i];
    }
    assertThat(peak).isBetween(1500, 1502);
    assertThat(moment / weight * IN / OUT).isCloseTo(1000.5, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, -1, 32767, -32768})
  void whatIsConstantStaysSo(int value) {
    double[] heard = upsampled(samples(IN, i -> value));

    assertThat(Arrays.copyOfRange(heard, MARGIN, heard.length - MARGIN)).containsOnly(value);
  }

  @Test
  void whatOvershootsIsCutOff() {
    double[] heard = upsampled(samples(IN, i -> i % 40 < 20 ? 32767 : -32768));

    assertThat(Arrays.stream(heard).max()).hasValue(32767);
    assertThat(Arrays.stream(heard).min()).hasValue(-32768);
    for (int i = 1; i < heard.length; i++) {
      assertThat(Math.abs(heard[i] - heard[i - 1])).isLessThan(50_000);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void cutsLeaveNoTrace(long seed) {
    byte[] pcm = noise(40_001);
    var upsampler = new Upsampler();
    var target = ByteBuffer.allocate(200_000);

    var random = new Random(seed);
    int longest = 1 << random.nextInt(13);
    for (int at = 0; at < pcm.length; ) {
      int length = Math.min(pcm.length - at, 2 * random.nextInt(longest + 1));
      byte[] out = new byte[Upsampler.mostBytes(length)];
      target.put(out, 0, upsampler.resample(pcm, at, length, out, 0));
      at += length;
    }
    byte[] held = new byte[Upsampler.HELD_BYTES];
    target.put(held, 0, upsampler.flush(held, 0));

    assertThat(Arrays.copyOf(target.array(), target.position())).isEqualTo(whole(pcm));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 24, 25, 26, 159, 160, 161, 1000, 1001})
  void threeSamplesComeOutForTwo(int samples) {
    assertThat(whole(noise(samples)).length / 2).isEqualTo((3 * samples + 1) / 2);
  }

  @Test
  void aSampleWaitsForTwentyFiveMore() {
    byte[] target = new byte[1000];
    var upsampler = new Upsampler();

    assertThat(upsampler.resample(new byte[50], 0, 50, target, 0)).isZero();
    assertThat(upsampler.resample(new byte[2], 0, 2, target, 0)).isEqualTo(6);
  }

  @Test
  void onlyWholeSamplesGoIn() {
    assertThatThrownBy(() -> new Upsampler().resample(new byte[3], 0, 3, new byte[100], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingIsAllocated() {
    byte[] frame = noise(320);
    byte[] target = new byte[Upsampler.mostBytes(640)];
    var upsampler = new Upsampler();
    repeat(upsampler, frame, target, 2000);
    var allocation = new Allocation();

    try (allocation) {
      repeat(upsampler, frame, target, 5000);
    }

    assertThat(allocation.bytes() / 5000).isZero();
  }

  private static void repeat(Upsampler upsampler, byte[] frame, byte[] target, int times) {
    for (int i = 0; i < times; i++) {
      upsampler.resample(frame, 0, frame.length, target, 0);
    }
  }

  private static byte[] noise(int samples) {
    byte[] pcm = new byte[2 * samples];
    new Random(7).nextBytes(pcm);
    return pcm;
  }

  private static byte[] whole(byte[] pcm) {
    var upsampler = new Upsampler();
    byte[] target = new byte[Upsampler.mostBytes(pcm.length) + Upsampler.HELD_BYTES];
    int length = upsampler.resample(pcm, 0, pcm.length, target, 0);
    length += upsampler.flush(target, length);
    return Arrays.copyOf(target, length);
  }

  private static double[] tone(int hertz) {
    return samples(IN, i -> Math.rint(LOUD * Math.cos(angle(hertz, i, IN))));
  }

  private static double angle(int hertz, int i, int rate) {
    return 2 * Math.PI * ((long) hertz * i % rate) / rate;
  }

  private static double[] samples(int count, IntToDoubleFunction function) {
    var samples = new double[count];
    Arrays.setAll(samples, function);
    return samples;
  }

  private static double[] upsampled(double[] samples) {
    var pcm = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double sample : samples) {
      pcm.putShort((short) sample);
    }
    var out = ByteBuffer.wrap(whole(pcm.array())).order(ByteOrder.LITTLE_ENDIAN);
    return samples(out.capacity() / 2, i -> out.getShort(2 * i));
  }

  private static double amplitude(double[] samples, int hertz) {
    double[] fit = fit(samples, hertz);
    return Math.hypot(fit[0], fit[1]);
  }

  /** The tone's cosine and sine parts, through a window that hides all other tones. */
  private static double[] fit(double[] samples, int hertz) {
    int count = samples.length - 2 * MARGIN;
    double real = 0;
    double imaginary = 0;
    double weights = 0;
    for (int i = 0; i < count; i++) {
      double phase = 2 * Math.PI * i / count;
      double weight =
          0.35875
              - 0.48829 * Math.cos(phase)
              + 0.14128 * Math.cos(2 * phase)
              - 0.01168 * Math.cos(3 * phase);
      double angle = angle(hertz, i + MARGIN, OUT);
      weights += weight;
      real += weight * samples[i + MARGIN] * Math.cos(angle);
      imaginary += weight * samples[i + MARGIN] * Math.sin(angle);
    }
    return new double[] {2 * real / weights, 2 * imaginary / weights};
  }

  private static double decibels(double ratio) {
    return 20 * Math.log10(ratio);
  }
}
