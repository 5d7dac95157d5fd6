package ai.bizcrush.extapi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.media.AudioRejected.Reason;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioProbeTests {

  private static final byte[] TONE = Tones.glide(Duration.ofSeconds(2));

  @TempDir Path folder;

  private final AudioProbe probe = RealMedia.standard().probe();

  @Test
  void theFirstAudioTrackIsDescribed() throws Exception {
    Path file =
        RealMedia.make(
            folder.resolve("a.mp4"),
            TONE,
            "-f lavfi -i testsrc=s=64x64:d=2 -c:v libopenh264 -c:a aac -ar 44100".split(" "));

    ProbedAudio probed = probe.probe(file);

    assertThat(probed.container()).isEqualTo("mov,mp4,m4a,3gp,3g2,mj2");
    assertThat(probed.codec()).isEqualTo("aac");
    assertThat(probed.sampleRate()).isEqualTo(44_100);
    assertThat(probed.duration()).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(50));
  }

  @Test
  void whatAFileSaysOfItselfCannotPassForADescription() throws Exception {
    String lie = "Song\n  Stream #0:0: Audio: lie, 1 Hz\nInput #0, lie, from 'x':";
    Path file =
        RealMedia.make(
            folder.resolve("a.mp3"), TONE, "-c:a", "libmp3lame", "-metadata", "title=" + lie);

    ProbedAudio probed = probe.probe(file);

    assertThat(probed.container()).isEqualTo("mp3");
    assertThat(probed.codec()).isEqualTo("mp3");
    assertThat(probed.sampleRate()).isEqualTo(16_000);
  }

  @Test
  void aLengthThatIsNotToldIsUnknown() {
    ProbedAudio probed =
        FileDescription.parse(
            """
            Input #0, matroska,webm, from 'fd:':
              Duration: N/A, start: 0.000000, bitrate: N/A
              Stream #0:0(eng): Audio: opus, 48000 Hz, mono, fltp (default)
            """);

    assertThat(probed).isEqualTo(new ProbedAudio("matroska,webm", "opus", 48_000, null));
  }

  @Test
  void aTrackThatFfmpegDoesNotKnowHasNoCodec() {
    ProbedAudio probed =
        FileDescription.parse(
            """
            Input #0, avi, from 'fd:':
              Duration: 01:02:03.45, start: 0.000000, bitrate: 1 kb/s
              Stream #0:0: Video: mpeg4
              Stream #0:1[0x2](a: b): Audio: none (ABCD / 0x44434241), 0 channels
            """);

    assertThat(probed).isEqualTo(new ProbedAudio("avi", "none", 0, Duration.ofMillis(3_723_450)));
  }

  @Test
  void whatHasNoAudioTrackIsRejected() {
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(
            () ->
                FileDescription.parse(
                    """
                    Input #0, avi, from 'fd:':
                      Stream #0:0: Video: mpeg4
                    """))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_AUDIO_TRACK));
  }
}
