package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells what an audio or video file is, by its content alone. */
@Component
public final class AudioProbe {

  private static final long LARGEST_ANSWER = 64 * 1024;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Ffmpeg ffmpeg;
  private final MediaSettings settings;

  AudioProbe(Ffmpeg ffmpeg, MediaSettings settings) {
    this.ffmpeg = ffmpeg;
    this.settings = settings;
  }

  /**
   * Reads the headers of a file on local disk. Blocks; an interrupt ends it.
   *
   * @throws AudioRejected it is empty, is not audio, or has no audio track
   * @throws MediaOverloaded too much is going on, try later
   * @throws MediaBroken ffmpeg or the disk failed
   */
  public ProbedAudio probe(Path input) throws InterruptedException {
    try (var _ = ffmpeg.slot()) {
      return probeInSlot(input);
    }
  }

  ProbedAudio probeInSlot(Path input) throws InterruptedException {
    Path answer = null;
    try {
      if (Files.size(input) == 0) {
        throw new AudioRejected(AudioRejected.Reason.EMPTY);
      }
      answer = Files.createTempFile("extapi-media-", ".json");
      int code = ffmpeg.run(job(input, answer));
      FfmpegExit.check(code, AudioRejected.Reason.NOT_AUDIO);
      return read(JSON.readTree(answer));
    } catch (IOException e) {
      throw new MediaBroken(e);
    } finally {
      LocalFiles.delete(answer);
    }
  }

  private FfmpegJob job(Path input, Path answer) {
    var arguments = new ArrayList<>(List.of("-v", "quiet"));
    arguments.addAll(AcceptedFormats.inputArguments());
    arguments.addAll(
        List.of(
            "-select_streams",
            "a:0",
            "-show_entries",
            "format=format_name,duration:stream=codec_name,sample_rate,channels,duration",
            "-of",
            "json=compact=1",
            "fd:"));
    Duration cpu = settings.cpuTime();
    var limits =
        new ProcessLimits(
            cpu, settings.memory().toBytes(), LARGEST_ANSWER, settings.wallTimeFor(cpu));
    return new FfmpegJob(
        FfmpegHome::ffprobe,
        arguments,
        ProcessBuilder.Redirect.from(input.toFile()),
        answer,
        limits);
  }

  private static ProbedAudio read(JsonNode answer) {
    JsonNode track = answer.path("streams").path(0);
    if (track.isMissingNode()) {
      throw new AudioRejected(AudioRejected.Reason.NO_AUDIO_TRACK);
    }
    JsonNode container = answer.path("format");
    Duration duration = duration(track);
    return new ProbedAudio(
        container.path("format_name").asString(""),
        track.path("codec_name").asString("unknown"),
        track.path("sample_rate").asInt(0),
        track.path("channels").asInt(0),
        duration == null ? duration(container) : duration);
  }

  private static @Nullable Duration duration(JsonNode node) {
    double seconds = node.path("duration").asDouble(0);
    return seconds > 0 ? Duration.ofMillis(Math.round(seconds * 1000)) : null;
  }
}
