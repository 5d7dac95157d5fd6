package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells what an audio or video file is, by its content alone. */
@Component
public final class AudioProbe {

  private static final long LONGEST_LOG = 1024 * 1024;

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

  /** The same for a caller that holds a slot. */
  ProbedAudio probeInSlot(Path input) throws InterruptedException {
    Path log = null;
    try {
      if (Files.size(input) == 0) {
        throw new AudioRejected(AudioRejected.Reason.EMPTY);
      }
      log = Files.createTempFile("extapi-media-", ".log");
      int code = ffmpeg.run(job(input, log));
      ProbedAudio probed =
          FileDescription.parse(Files.readString(log, StandardCharsets.ISO_8859_1));
      if (probed == null) {
        throw FfmpegExit.failure(code, AudioRejected.Reason.NOT_AUDIO);
      }
      return probed;
    } catch (IOException e) {
      throw new MediaBroken(e);
    } finally {
      LocalFiles.delete(log);
    }
  }

  private FfmpegJob job(Path input, Path log) {
    var arguments = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-v", "info"));
    arguments.addAll(AcceptedFormats.inputArguments());
    arguments.addAll(List.of("-i", "fd:"));
    Duration cpu = settings.cpuTime();
    var limits =
        new ProcessLimits(cpu, settings.memory().toBytes(), LONGEST_LOG, settings.wallTimeFor(cpu));
    return new FfmpegJob(
        arguments,
        Redirect.from(input.toFile()),
        Redirect.DISCARD,
        Redirect.to(log.toFile()),
        limits);
  }
}
