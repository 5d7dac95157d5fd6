package ai.bizcrush.extapi.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AcceptedFormatsTests {

  @Test
  void everyNameIsOneThatFfmpegKnows() throws Exception {
    assertThat(names("-demuxers")).containsAll(AcceptedFormats.CONTAINERS);
    assertThat(names("-decoders")).containsAll(AcceptedFormats.DECODERS);
  }

  @Test
  void nothingThatCanReferToAnotherFileIsAccepted() {
    assertThat(AcceptedFormats.CONTAINERS)
        .doesNotContain(
            "hls",
            "dash",
            "concat",
            "sdp",
            "imf",
            "rtsp",
            "webm_dash_manifest",
            "image2",
            "vobsub",
            "tedcaptions",
            "srt",
            "webvtt",
            "ass");
  }

  /** The second column of ffmpeg's tables; one row may have several names. */
  private static Set<String> names(String table) throws Exception {
    return RealMedia.ffmpeg(List.of(table))
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(columns -> columns.length > 1)
        .flatMap(columns -> Arrays.stream(columns[1].split(",")))
        .collect(Collectors.toSet());
  }
}
