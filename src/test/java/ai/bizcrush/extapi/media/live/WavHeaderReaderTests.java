package ai.bizcrush.extapi.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.AudioRejected.Reason;
import ai.bizcrush.extapi.media.RealMedia;
import ai.bizcrush.extapi.media.Tones;
import ai.bizcrush.extapi.media.WavHeader;
import ai.bizcrush.extapi.media.live.WavHeaderReader.State;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavHeaderReaderTests {

  private static final byte[] TONE = Tones.glide(Duration.ofMillis(200));

  @TempDir Path folder;

  private final WavHeaderReader reader = new WavHeaderReader();
  private final ByteArrayOutputStream audio = new ByteArrayOutputStream();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void ourOwnHeaderIsSkippedWhateverTheCuts(long seed) {
    byte[] wav = join(WavHeader.of(TONE.length / 2), TONE);

    Cuts.feed(wav, seed, this::feed);

    assertThat(reader.state()).isEqualTo(State.WAV);
    assertThat(reader.format()).isEqualTo(new WavFormat(1, 16_000, 1, 16));
    assertThat(reader.format().isCanonical()).isTrue();
    assertThat(audio.toByteArray()).isEqualTo(TONE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "-c:a pcm_s16le, 1, 16000, 1, 16, true",
    "-c:a pcm_s16le -metadata title=Something, 1, 16000, 1, 16, true",
    "-c:a pcm_s16le -ar 44100 -ac 2, 1, 44100, 2, 16, false",
    "-c:a pcm_s24le -ar 48000, 1, 48000, 1, 24, false",
    "-c:a pcm_s16le -ac 6, 1, 16000, 6, 16, false",
    "-c:a pcm_f32le, 3, 16000, 1, 32, false",
    "-c:a pcm_u8, 1, 16000, 1, 8, false",
    "-c:a pcm_mulaw -ar 8000, 7, 8000, 1, 8, false",
    "-c:a adpcm_ima_wav, 17, 16000, 1, 4, false"
  })
  void headersOfOthersAreUnderstood(
      String arguments, int encoding, int rate, int channels, int bits, boolean canonical)
      throws Exception {
    Path file = RealMedia.make(folder.resolve("a.wav"), TONE, arguments.split(" "));

    Cuts.feed(Files.readAllBytes(file), 1, this::feed);

    assertThat(reader.state()).isEqualTo(State.WAV);
    assertThat(reader.format()).isEqualTo(new WavFormat(encoding, rate, channels, bits));
    assertThat(reader.format().isCanonical()).isEqualTo(canonical);
    if (canonical) {
      assertThat(audio.toByteArray()).isEqualTo(TONE);
    }
  }

  @Test
  void aHeaderThatWasWrittenBeforeTheLengthWasKnownIsAsGood() {
    byte[] wav = join(WavHeader.of(0), TONE);
    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -1).putInt(40, -1);

    feed(wav, 0, wav.length);

    assertThat(audio.toByteArray()).isEqualTo(TONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X", "R", "RI", "RIFF", "RIFF1234", "RIFF1234WAV", "RIFF1234AVI LIST", "RIFX"})
  void whatIsNotAHeaderIsGivenBackInFull(String beginning) {
    for (byte[] rest : new byte[][] {{}, Tones.noise(1000, 1)}) {
      var each = new WavHeaderReader();
      var all = new ByteArrayOutputStream();
      byte[] stream = join(beginning.getBytes(StandardCharsets.US_ASCII), rest);

      for (int i = 0; i < stream.length; i++) {
        if (each.state() == State.NOT_WAV || each.feed(stream, i, 1) == 0) {
          all.write(stream[i]);
        }
      }

      assertThat(each.state()).isNotEqualTo(State.WAV);
      assertThat(join(each.held(), all.toByteArray())).isEqualTo(stream);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void plainSamplesAreNotAHeader(long seed) {
    byte[] noise = Tones.noise(2000, seed);

    int taken = reader.feed(noise, 0, noise.length);

    assertThat(reader.state()).isEqualTo(State.NOT_WAV);
    assertThat(reader.held()).isEqualTo(Arrays.copyOf(noise, taken));
  }

  @Test
  void otherChunksAndTheirPaddingAreSkipped() {
    byte[] header = WavHeader.of(TONE.length / 2);
    byte[] wav =
        join(
            Arrays.copyOf(header, 12),
            chunk("JUNK", 27),
            chunk("bext", 602),
            Arrays.copyOfRange(header, 12, 36),
            chunk("LIST", 1),
            chunk("fact", 4),
            Arrays.copyOfRange(header, 36, 44),
            TONE);

    Cuts.feed(wav, 2, this::feed);

    assertThat(audio.toByteArray()).isEqualTo(TONE);
  }

  @Test
  void anOverlongFormatIsReadAsFarAsItIsKnown() {
    byte[] header = WavHeader.of(TONE.length / 2);
    header[16] = 51;
    byte[] wav =
        join(
            Arrays.copyOf(header, 36), new byte[52 - 16], Arrays.copyOfRange(header, 36, 44), TONE);

    Cuts.feed(wav, 3, this::feed);

    assertThat(reader.format().isCanonical()).isTrue();
    assertThat(audio.toByteArray()).isEqualTo(TONE);
  }

  @Test
  void aHeaderWithoutSenseIsMalformed() {
    byte[] header = WavHeader.of(10);
    byte[] withoutFormat =
        join(Arrays.copyOf(header, 12), Arrays.copyOfRange(header, 36, 44), TONE);
    byte[] shortFormat = header.clone();
    shortFormat[16] = 4;
    byte[] noChannels = header.clone();
    noChannels[22] = 0;
    byte[] noRate = header.clone();
    Arrays.fill(noRate, 24, 28, (byte) 0);
    byte[] endlessChunk = join(Arrays.copyOf(header, 12), chunk("JUNK", 10));
    Arrays.fill(endlessChunk, 16, 20, (byte) 255);

    for (byte[] wav : new byte[][] {withoutFormat, shortFormat, noChannels, noRate, endlessChunk}) {
      assertThatExceptionOfType(AudioRejected.class)
          .isThrownBy(() -> new WavHeaderReader().feed(wav, 0, wav.length))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
    }
  }

  private void feed(byte[] bytes, int offset, int length) {
    int taken = reader.state() == State.UNDECIDED ? reader.feed(bytes, offset, length) : 0;
    audio.write(bytes, offset + taken, length - taken);
  }

  private static byte[] chunk(String name, int size) {
    return ByteBuffer.allocate(8 + size + size % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .putInt(size)
        .array();
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
