package ai.bizcrush.extapi.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.bizcrush.extapi.engine.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietPlacesTests {

  private static final int SECOND = Recording.SAMPLE_RATE;

  @TempDir Path folder;

  /** Seconds of a square wave of these amplitudes. */
  private Recording recording(int... amplitudes) throws IOException {
    var bytes =
        ByteBuffer.allocate(amplitudes.length * SECOND * Recording.SAMPLE_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int amplitude : amplitudes) {
      for (int i = 0; i < SECOND; i++) {
        bytes.putShort((short) ((i & 32) == 0 ? amplitude : -amplitude));
      }
    }
    Path file = folder.resolve("audio.pcm");
    Files.write(file, bytes.array());
    return new Recording(file, 0, (long) amplitudes.length * SECOND);
  }

  @Test
  void theMiddleOfTheQuietestPauseIsFound() throws Exception {
    var recording = recording(9000, 300, 9000, 20, 9000, 30000);

    long place = new QuietPlaces().quietest(recording, 0, recording.samples());

    assertThat(place).isCloseTo(3 * SECOND + SECOND / 2L, within(SECOND / 10L));
  }

  @Test
  void onlyTheStretchIsSearched() throws Exception {
    var recording = recording(0, 9000, 300, 9000, 0);

    long place = new QuietPlaces().quietest(recording, SECOND, 4L * SECOND);

    assertThat(place).isCloseTo(2 * SECOND + SECOND / 2L, within(SECOND / 10L));
  }

  @Test
  void silenceIsCutInItsMiddle() throws Exception {
    var recording = recording(9000, 0, 0, 0, 0, 9000);

    long place = new QuietPlaces().quietest(recording, 0, recording.samples());

    assertThat(place).isCloseTo(3L * SECOND, within(SECOND / 10L));
  }

  @Test
  void theLoudestSamplesDoNotOverflow() throws Exception {
    var recording = recording(32767, 32767, 32000, 32767);

    long place = new QuietPlaces().quietest(recording, 0, recording.samples());

    assertThat(place).isBetween(2L * SECOND, 3L * SECOND);
  }

  @Test
  void aStretchShorterThanAPauseIsCutInside() throws Exception {
    var recording = recording(9000);

    assertThat(new QuietPlaces().quietest(recording, 100, 900)).isBetween(100L, 900L);
    assertThat(new QuietPlaces().quietest(recording, 100, 110)).isEqualTo(100);
  }

  @Test
  void piecesCoverTheRecordingAndShareAStretchAtEverySeam() throws Exception {
    var amplitudes = new int[300];
    Arrays.setAll(amplitudes, i -> i % 7 == 0 ? 10 : 8000);
    var recording = recording(amplitudes);

    for (boolean diarization : List.of(true, false)) {
      var pieces = new Splitter().split(recording, Duration.ofSeconds(80), diarization);

      assertThat(pieces.getFirst().from()).isZero();
      assertThat(pieces.getLast().to()).isEqualTo(recording.samples());
      for (int i = 1; i < pieces.size(); i++) {
        var before = pieces.get(i - 1);
        var after = pieces.get(i);
        assertThat(before.recording().duration())
            .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(80));
        assertThat(before.end().minus(after.start()))
            .isEqualTo(Duration.ofSeconds(diarization ? 16 : 4));
        assertThat(before.seam()).isBetween(after.from(), before.to());
        assertThat(before.seam() / SECOND % 7).isZero();
      }
    }
  }
}
