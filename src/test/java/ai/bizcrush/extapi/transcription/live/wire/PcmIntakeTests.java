package ai.bizcrush.extapi.transcription.live.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.media.Tones;
import ai.bizcrush.extapi.media.WavHeader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio that a client declared to be samples, or did not declare. */
class PcmIntakeTests {

  private static final byte[] TONE = Tones.glide(Duration.ofMillis(700));
  private static final byte[] WAV = WireFixtures.join(WavHeader.of(TONE.length / 2), TONE);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 639, 640, 641, 4095, 4096, 4097, 8191, 22_400})
  void framesMayHaveAnySize(int size) {
    assertThat(inFrames(TONE, size).pcm()).isEqualTo(TONE);
    assertThat(inFrames(WAV, size).pcm()).isEqualTo(TONE);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void framesMayHaveManySizes(long seed) {
    var random = new Random(seed);
    byte[] noise = Tones.noise(30_000, seed);
    var client = TestClient.json();

    int at = 0;
    while (at < noise.length) {
      int size = Math.min(noise.length - at, 1 + random.nextInt(1 << random.nextInt(14)));
      client.binary(Arrays.copyOfRange(noise, at, at + size));
      at += size;
    }

    assertThat(client.binary(new byte[0]).pcm()).isEqualTo(noise);
  }

  @Test
  void halfASampleAtTheEndIsDropped() {
    assertThat(TestClient.json().all(Arrays.copyOf(TONE, 641)).pcm())
        .isEqualTo(Arrays.copyOf(TONE, 640));
    assertThat(TestClient.json().all(new byte[1]).pcm()).isEmpty();
  }

  @Test
  void aWavHeaderIsSkippedWhereverItIsCut() {
    byte[] wav = Arrays.copyOf(WAV, 80);
    for (int cut = 1; cut < wav.length; cut++) {
      var client = TestClient.json().binary(Arrays.copyOf(wav, cut));
      client.all(Arrays.copyOfRange(wav, cut, wav.length));
      assertThat(client.pcm()).as("cut at %s", cut).isEqualTo(Arrays.copyOf(TONE, 36));
    }
  }

  @Test
  void whatFfmpegWritesIsSkippedToo() throws Exception {
    byte[] wav = WireFixtures.encoded(folder, "a.wav", TONE, "-metadata", "title=hello");

    assertThat(TestClient.json().all(wav).pcm()).isEqualTo(TONE);
  }

  @ParameterizedTest
  @CsvSource({
    "-ar 44100",
    "-ar 8000",
    "-ac 2",
    "-c:a pcm_u8",
    "-c:a pcm_s24le",
    "-c:a pcm_f32le",
    "-c:a pcm_mulaw"
  })
  void anotherFormatIsToldByItsHeader(String arguments) throws Exception {
    byte[] wav = WireFixtures.encoded(folder, "a.wav", TONE, arguments.split(" "));

    assertThatExceptionOfType(FrameRejected.class)
        .isThrownBy(() -> TestClient.json().binary(wav))
        .satisfies(e -> assertThat(e.end().closeCode()).isEqualTo(1003))
        .withMessage("A WAV stream must be 16 kHz, one channel, 16 bit PCM");
  }

  @Test
  void aHeaderWithoutSenseIsMalformed() {
    byte[] wav = WAV.clone();
    Arrays.fill(wav, 24, 28, (byte) 0);

    assertThatExceptionOfType(FrameRejected.class)
        .isThrownBy(() -> TestClient.json().binary(wav))
        .satisfies(e -> assertThat(e.end().closeCode()).isEqualTo(1007));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RIFF", "RIFFabcd", "RIFFabcdWAV", "RIFFabcdWAVx", "RIFX", "R", "RI"})
  void samplesMayBeginLikeAHeader(String begin) {
    byte[] bytes = begin.getBytes(StandardCharsets.ISO_8859_1);
    byte[] audio = Arrays.copyOf(bytes, bytes.length / 2 * 2);
    byte[] stream = WireFixtures.join(bytes, TONE);

    assertThat(TestClient.json().all(bytes).pcm()).isEqualTo(audio);
    assertThat(inFrames(stream, 1).pcm()).isEqualTo(Arrays.copyOf(stream, stream.length & ~1));
    assertThat(inFrames(stream, 641).pcm()).isEqualTo(Arrays.copyOf(stream, stream.length & ~1));
  }

  @Test
  void whatIsInAContainerIsNotLookedInto() throws Exception {
    byte[] ogg = WireFixtures.encoded(folder, "a.ogg", TONE, "-c:a", "libopus");

    assertThat(TestClient.json().all(ogg).pcm()).isEqualTo(Arrays.copyOf(ogg, ogg.length & ~1));
  }

  private static TestClient inFrames(byte[] audio, int size) {
    var client = TestClient.json();
    for (int i = 0; i < audio.length; i += size) {
      client.binary(Arrays.copyOfRange(audio, i, Math.min(audio.length, i + size)));
    }
    return client.binary(new byte[0]);
  }
}
