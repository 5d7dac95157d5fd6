package ai.bizcrush.extapi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioEncoderTests {

  private static final Duration LENGTH = Duration.ofMillis(2500);

  /** AAC does not tell where in its last frame, 64 ms, the sound ends. */
  private static final Duration ONE_FRAME = Duration.ofMillis(64);

  private static final byte[] TONE = Tones.glide(LENGTH);

  @TempDir Path folder;

  private final RealMedia media = RealMedia.standard();
  private Path output;

  @BeforeEach
  void nameTheOutput() {
    output = folder.resolve("out");
  }

  @ParameterizedTest
  @CsvSource({
    "WAV, wav, pcm_s16le",
    "FLAC, flac, flac",
    "OGG_OPUS, ogg, opus",
    "M4A_AAC, mov, aac"
  })
  void whatIsWrittenCanBeReadBack(AudioEncoding encoding, String container, String codec)
      throws Exception {
    long samples = media.encoder().encode(new ByteArrayInputStream(TONE), encoding, output);

    ProbedAudio probed = media.probe().probe(output);
    DecodedAudio decoded = media.decoder().decode(output, folder.resolve("back.pcm"));
    byte[] back = Files.readAllBytes(folder.resolve("back.pcm"));
    assertThat(samples).isEqualTo(TONE.length / 2);
    assertThat(probed.container()).startsWith(container);
    assertThat(probed.codec()).isEqualTo(codec);
    assertThat(probed.duration()).isCloseTo(LENGTH, ONE_FRAME);
    assertThat(decoded.duration()).isCloseTo(LENGTH, ONE_FRAME);
    assertThat(Tones.likeness(TONE, back)).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @EnumSource(names = {"WAV", "FLAC"})
  void losslessMeansEverySample(AudioEncoding encoding) throws Exception {
    media.encoder().encode(new ByteArrayInputStream(TONE), encoding, output);

    media.decoder().decode(output, folder.resolve("back.pcm"));

    assertThat(folder.resolve("back.pcm")).hasBinaryContent(TONE);
  }

  @Test
  void aWavFileHasTheRightSizes() throws Exception {
    media.encoder().encode(new ByteArrayInputStream(TONE), AudioEncoding.WAV, output);

    try (AudioInputStream wav = AudioSystem.getAudioInputStream(new File(output.toString()))) {
      assertThat(wav.getFrameLength()).isEqualTo(TONE.length / 2);
      assertThat(wav.getFormat().matches(new AudioFormat(16_000, 16, 1, true, false))).isTrue();
    }
    assertThat(Files.readAllBytes(output)).startsWith(WavHeader.of(TONE.length / 2));
  }

  @ParameterizedTest
  @EnumSource
  void silenceOfNoLengthMakesAFile(AudioEncoding encoding) throws Exception {
    long samples = media.encoder().encode(InputStream.nullInputStream(), encoding, output);

    assertThat(samples).isZero();
    assertThat(output).exists();
  }

  @ParameterizedTest
  @EnumSource
  void anOddByteAtTheEndIsDropped(AudioEncoding encoding) throws Exception {
    byte[] odd = Arrays.copyOf(TONE, TONE.length - 1);
    InputStream pieces =
        new SequenceInputStream(
            new ByteArrayInputStream(odd, 0, 777), new ByteArrayInputStream(odd, 777, odd.length));

    long samples = media.encoder().encode(pieces, encoding, output);

    assertThat(samples).isEqualTo(TONE.length / 2 - 1);
  }

  @ParameterizedTest
  @EnumSource
  void aSourceThatFailsFailsTheCallAndIsClosed(AudioEncoding encoding) {
    var closed = new AtomicBoolean();
    InputStream source =
        new InputStream() {
          private int left = 100_000;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("the line went dead");
            }
            return 0;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            target[offset] = (byte) read();
            return 1;
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };

    assertThatIOException()
        .isThrownBy(() -> media.encoder().encode(source, encoding, output))
        .withMessage("the line went dead");
    assertThat(output).doesNotExist();
    assertThat(closed).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aSourceWithoutEndIsTooLong(AudioEncoding encoding) throws Exception {
    RealMedia strict = RealMedia.with(Map.of("longest", "1s"));
    byte[] exact = Tones.silence(Duration.ofSeconds(1));
    assertThat(strict.encoder().encode(new ByteArrayInputStream(exact), encoding, output))
        .isEqualTo(16_000);

    InputStream endless = Files.newInputStream(Path.of("/dev/zero"));

    assertThatExceptionOfType(AudioTooLong.class)
        .isThrownBy(() -> strict.encoder().encode(endless, encoding, output));
    assertThat(output).doesNotExist();
  }

  @Test
  void anInterruptLeavesNoFile() throws Exception {
    for (AudioEncoding encoding : AudioEncoding.values()) {
      try (var silent = new PipedInputStream();
          var writer = new PipedOutputStream(silent)) {
        writer.write(TONE, 0, 500);
        var encoded = new FutureTask<>(() -> media.encoder().encode(silent, encoding, output));
        Thread thread = Thread.ofVirtual().start(encoded);
        await().until(() -> Files.exists(output));

        thread.interrupt();

        assertThatThrownBy(encoded::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(output).doesNotExist();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFolderThatIsNotThereIsOurFault(AudioEncoding encoding) {
    Path nowhere = folder.resolve("no/such/folder");

    assertThatExceptionOfType(MediaBroken.class)
        .isThrownBy(
            () -> media.encoder().encode(new ByteArrayInputStream(TONE), encoding, nowhere));
  }
}
