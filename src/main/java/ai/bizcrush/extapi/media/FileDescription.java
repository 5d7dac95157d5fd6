package ai.bizcrush.extapi.media;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ffmpeg logs about an input. There is no other way to learn it with all decoders of
 * pictures locked away: ffprobe insists on opening every one that the file asks for.
 *
 * <p>The patterns are tied to the beginning of a line and its indentation, where ffmpeg never
 * prints text that comes out of the file.
 */
final class FileDescription {

  private static final Pattern CONTAINER =
      Pattern.compile("^Input #0, ([\\w,]+), from ", Pattern.MULTILINE);
  private static final Pattern LENGTH =
      Pattern.compile("^  Duration: (\\d+):(\\d\\d):(\\d\\d)\\.(\\d\\d)", Pattern.MULTILINE);
  private static final Pattern TRACK =
      Pattern.compile(
          "^  Stream #0:\\d+(?:\\[0x\\w+])?(?:\\(.*?\\))?: Audio: (\\w+)(?:.*?, (\\d{1,9}) Hz)?",
          Pattern.MULTILINE);

  private FileDescription() {}

  /**
   * What the log says, or null when ffmpeg did not recognise the file.
   *
   * @throws AudioRejected there is no audio track
   */
  static @Nullable ProbedAudio parse(String log) {
    Matcher container = CONTAINER.matcher(log);
    if (!container.find()) {
      return null;
    }
    Matcher track = TRACK.matcher(log);
    if (!track.find()) {
      throw new AudioRejected(AudioRejected.Reason.NO_AUDIO_TRACK);
    }
    String rate = track.group(2);
    return new ProbedAudio(
        container.group(1),
        track.group(1),
        rate == null ? 0 : Integer.parseInt(rate),
        duration(LENGTH.matcher(log)));
  }

  private static @Nullable Duration duration(Matcher length) {
    if (!length.find()) {
      return null;
    }
    return Duration.ofHours(Long.parseLong(length.group(1)))
        .plusMinutes(Long.parseLong(length.group(2)))
        .plusSeconds(Long.parseLong(length.group(3)))
        .plusMillis(10 * Long.parseLong(length.group(4)));
  }
}
