package ai.bizcrush.extapi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.shared.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of many formats become the sound that went into them. */
class AudioDecoderTests {

  private static final Duration LENGTH = Duration.ofSeconds(3);
  private static final byte[] TONE = Tones.glide(LENGTH);
  private static final String VIDEO = "-f lavfi -i testsrc=s=160x120:r=10:d=3";

  @TempDir Path folder;

  private final AudioDecoder decoder = RealMedia.standard().decoder();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a.mp3, mp3, -c:a libmp3lame -ar 44100 -ac 2",
    "a.m4a, aac, -c:a aac",
    "a.m4a, alac, -c:a alac",
    "a.mp4, aac, " + VIDEO + " -c:v libopenh264 -c:a aac",
    "a.mov, pcm_s16be, -c:a pcm_s16be",
    "a.3gp, amr_nb, -c:a libopencore_amrnb -ar 8000",
    "a.ogg, opus, -c:a libopus",
    "a.ogg, vorbis, -c:a vorbis -strict experimental -ac 2",
    "a.ogg, flac, -c:a flac",
    "a.ogg, speex, -c:a libspeex",
    "a.opus, opus, -c:a libopus -ar 48000 -ac 2",
    "a.webm, opus, " + VIDEO + " -c:v libvpx -c:a libopus",
    "a.mkv, flac, " + VIDEO + " -c:v mjpeg -c:a flac",
    "a.flac, flac, -c:a flac -ar 96000 -sample_fmt s32",
    "a.wav, pcm_u8, -c:a pcm_u8",
    "a.wav, pcm_s24le, -c:a pcm_s24le -ar 48000",
    "a.wav, pcm_f32le, -c:a pcm_f32le -ar 44100 -ac 2",
    "a.wav, pcm_s16le, -c:a pcm_s16le -ar 44100 -ac 2",
    "a.wav, pcm_s16le, -c:a pcm_s16le -ac 6",
    "a.wav, pcm_mulaw, -c:a pcm_mulaw -ar 8000",
    "a.wav, adpcm_ima_wav, -c:a adpcm_ima_wav -block_size 256",
    "a.w64, pcm_s16le, -c:a pcm_s16le -f w64",
    "a.aiff, pcm_s16be, -c:a pcm_s16be",
    "a.caf, pcm_s16be, -c:a pcm_s16be -f caf",
    "a.au, pcm_s16be, -c:a pcm_s16be -f au",
    "a.voc, pcm_s16le, -c:a pcm_s16le -f voc",
    "a.aac, aac, -c:a aac -ar 48000 -f adts",
    "a.latm, aac_latm, -c:a aac -ar 48000 -f latm",
    "a.ac3, ac3, -c:a ac3 -ar 48000",
    "a.eac3, eac3, -c:a eac3 -ar 48000",
    "a.dts, dts, -c:a dca -strict experimental -ar 48000 -ac 2",
    "a.amr, amr_nb, -c:a libopencore_amrnb -ar 8000",
    "a.awb, amr_wb, -c:a libvo_amrwbenc -f amr",
    "a.wma, wmav2, -c:a wmav2",
    "a.flv, mp3, -c:a libmp3lame -ar 44100",
    "a.avi, pcm_s16le, " + VIDEO + " -c:v mpeg4 -c:a pcm_s16le",
    "a.mpg, mp2, " + VIDEO + " -c:v mpeg1video -r 25 -c:a mp2 -ar 44100",
    "a.ts, aac, " + VIDEO + " -c:v libopenh264 -c:a aac -ar 48000",
    "a.mxf, pcm_s16le, " + VIDEO + " -c:v mpeg2video -r 25 -c:a pcm_s16le -ar 48000",
    "a.wv, wavpack, -c:a wavpack",
    "a.tta, tta, -c:a tta",
    "a.rm, ac3, -c:a ac3 -ar 44100",
  })
  void everyFormatBecomesTheSoundThatWentIn(String name, String codec, String arguments)
      throws Exception {
    Path input = RealMedia.make(folder.resolve(name), TONE, arguments.split(" "));
    Path output = folder.resolve("out.pcm");

    DecodedAudio decoded = decoder.decode(input, output);

    byte[] pcm = Files.readAllBytes(output);
    assertThat(decoded.codec()).isEqualTo(codec);
    assertThat(decoded.samples() * 2).isEqualTo(pcm.length);
    assertThat(decoded.duration()).isCloseTo(LENGTH, Duration.ofMillis(50));
    assertThat(Tones.likeness(TONE, pcm)).isGreaterThan(0.9);
    assertThat(Tones.loudness(pcm)).isBetween(0.05, 0.35);
  }

  @Test
  void theNameOfAFileMeansNothing() throws Exception {
    Path made = RealMedia.make(folder.resolve("a.ogg"), TONE, "-c:a", "libopus");
    for (String name : new String[] {"-i", "http:evil", "concat:a|b", "%d.m3u8", "ö'\"\n.txt"}) {
      Path input = Files.copy(made, folder.resolve(name));

      DecodedAudio decoded = decoder.decode(input, folder.resolve("out.pcm"));

      assertThat(decoded.container()).isEqualTo("ogg");
    }
  }

  @Test
  void whatWasSaidIsReadableByTheServiceAlone() throws Exception {
    Path input = RealMedia.make(folder.resolve("a.wav"), TONE);
    Path output = folder.resolve("out.pcm");

    decoder.decode(input, output);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output)))
        .isEqualTo("rw-------");
  }

  @Test
  void aSingleSampleIsAudio() throws Exception {
    Path input = folder.resolve("one.wav");
    Files.write(input, concat(WavHeader.of(1), new byte[] {1, 1}));

    DecodedAudio decoded = decoder.decode(input, folder.resolve("out.pcm"));

    assertThat(decoded.samples()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 48000", "1000, 500", "2147483647, 48000", "-1, 48000"})
  void aHeaderThatLiesAboutTheLengthYieldsNoMoreThanThereIs(int lie, int samples) throws Exception {
    byte[] wav = concat(WavHeader.of(TONE.length / 2), TONE);
    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(40, lie);
    Path input = Files.write(folder.resolve("lie.wav"), wav);

    DecodedAudio decoded = decoder.decode(input, folder.resolve("out.pcm"));

    assertThat(decoded.samples()).isEqualTo(samples);
  }

  @Test
  void aFileThatBreaksOffGivesWhatIsThere() throws Exception {
    Path whole = RealMedia.make(folder.resolve("a.mp3"), TONE, "-c:a", "libmp3lame");
    byte[] bytes = Files.readAllBytes(whole);
    Path input = Files.write(folder.resolve("half"), Arrays.copyOf(bytes, bytes.length / 2));

    DecodedAudio decoded = decoder.decode(input, folder.resolve("out.pcm"));

    assertThat(decoded.duration()).isBetween(Duration.ofMillis(1300), Duration.ofMillis(1600));
  }

  @Test
  void audioBeforeTheLimitPassesAndBeyondItIsTooLong() throws Exception {
    AudioDecoder strict = RealMedia.with(Map.of("longest", "3s")).decoder();
    Path output = folder.resolve("out.pcm");
    Path exact = RealMedia.make(folder.resolve("a.wav"), TONE);
    Path beyond = Files.write(folder.resolve("b.wav"), oneSampleMore());

    assertThat(strict.decode(exact, output).samples()).isEqualTo(TONE.length / 2);

    assertThatExceptionOfType(AudioTooLong.class)
        .isThrownBy(() -> strict.decode(beyond, output))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE));
    assertThat(output).doesNotExist();
  }

  @Test
  void hoursOfSilenceInAFewBytesAreStoppedAtTheLimit() throws Exception {
    Path input = folder.resolve("hours.opus");
    RealMedia.ffmpeg(
        List.of(
            "-f",
            "lavfi",
            "-t",
            "1200",
            "-i",
            "anullsrc=r=8000:cl=mono",
            "-c:a",
            "libopus",
            "-b:a",
            "6k",
            "-compression_level",
            "0",
            "-frame_duration",
            "120",
            input.toString()));
    AudioDecoder strict = RealMedia.with(Map.of("longest", "2s")).decoder();
    Path output = folder.resolve("out.pcm");

    assertThatExceptionOfType(AudioTooLong.class).isThrownBy(() -> strict.decode(input, output));
    assertThat(output).doesNotExist();
  }

  private byte[] oneSampleMore() {
    int samples = TONE.length / 2 + 1;
    return concat(WavHeader.of(samples), Arrays.copyOf(TONE, samples * 2));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
