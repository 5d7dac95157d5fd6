package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Turns a file of any audio or video format into {@link CanonicalPcm} on local disk. */
@Component
public final class AudioDecoder {

  /** How far past its limit a recording is decoded, to tell that it goes on. */
  private static final long SAMPLES_PAST_LIMIT = CanonicalPcm.SAMPLE_RATE / 10;

  private final Ffmpeg ffmpeg;
  private final AudioProbe probe;
  private final MediaSettings settings;

  AudioDecoder(Ffmpeg ffmpeg, AudioProbe probe, MediaSettings settings) {
    this.ffmpeg = ffmpeg;
    this.probe = probe;
    this.settings = settings;
  }

  /**
   * Decodes the first audio track of {@code input}, whatever its name says, to {@code output},
   * which is replaced; several channels are mixed to one. Memory stays flat however long the file
   * is. Blocks; an interrupt kills the decoding process. When this fails there is no output file.
   *
   * @throws AudioRejected it is not audio, is empty, cannot be decoded, or costs too much
   * @throws AudioTooLong it is longer than allowed; noticed at the crossing, not at the end
   * @throws MediaOverloaded too much is going on, try later
   * @throws MediaBroken ffmpeg or the disk failed
   */
  public DecodedAudio decode(Path input, Path output) throws InterruptedException {
    boolean done = false;
    try (var _ = ffmpeg.slot()) {
      ProbedAudio probed = probe.probeInSlot(input);
      LocalFiles.create(output);
      int code = ffmpeg.run(job(input, output));
      FfmpegExit.check(code, AudioRejected.Reason.UNDECODABLE);
      long samples = Files.size(output) / CanonicalPcm.SAMPLE_BYTES;
      if (samples == 0) {
        throw new AudioRejected(AudioRejected.Reason.EMPTY);
      }
      if (samples > settings.longestSamples()) {
        throw new AudioTooLong();
      }
      done = true;
      return new DecodedAudio(samples, probed.container(), probed.codec());
    } catch (IOException e) {
      throw new MediaBroken(e);
    } finally {
      if (!done) {
        LocalFiles.delete(output);
      }
    }
  }

  private FfmpegJob job(Path input, Path output) throws IOException {
    long mostSamples = settings.longestSamples() + SAMPLES_PAST_LIMIT;
    String threads = Integer.toString(settings.threads());
    var arguments = new ArrayList<>(List.of("-nostdin", "-v", "quiet", "-filter_threads", threads));
    arguments.addAll(AcceptedFormats.inputArguments());
    arguments.addAll(List.of("-threads", threads, "-i", "fd:"));
    arguments.addAll(List.of("-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1"));
    arguments.addAll(List.of("-ac", "1", "-ar", Integer.toString(CanonicalPcm.SAMPLE_RATE)));
    arguments.addAll(List.of("-t", seconds(mostSamples), "-f", "s16le", "pipe:1"));
    Duration cpu = settings.cpuTimeFor(Files.size(input));
    var limits =
        new ProcessLimits(
            cpu,
            settings.memory().toBytes(),
            mostSamples * CanonicalPcm.SAMPLE_BYTES,
            settings.wallTimeFor(cpu));
    return new FfmpegJob(
        arguments,
        Redirect.from(input.toFile()),
        Redirect.to(output.toFile()),
        Redirect.DISCARD,
        limits);
  }

  private static String seconds(long samples) {
    return String.format(Locale.ROOT, "%.6f", samples / (double) CanonicalPcm.SAMPLE_RATE);
  }
}
