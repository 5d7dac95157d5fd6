package ai.bizcrush.extapi.media;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes {@link CanonicalPcm} as an audio file on local disk. */
@Component
public final class AudioEncoder {

  private static final long CONTAINER_BYTES = 1024 * 1024;

  private final Ffmpeg ffmpeg;
  private final MediaSettings settings;
  private final long mostSamples;

  AudioEncoder(Ffmpeg ffmpeg, MediaSettings settings) {
    this.ffmpeg = ffmpeg;
    this.settings = settings;
    this.mostSamples = Math.min(settings.longestSamples(), WavHeader.MOST_SAMPLES);
  }

  /**
   * Reads {@code pcm} to its end, possibly on another thread, closes it, and writes {@code output},
   * which is replaced. Memory stays flat. Blocks; an interrupt ends it, closing {@code pcm}. When
   * this fails there is no output file. No samples make a valid file of no length.
   *
   * @return how many samples the file has
   * @throws IOException {@code pcm} failed
   * @throws AudioTooLong there is more than the longest recording allowed
   * @throws MediaOverloaded too much is going on, try later
   * @throws MediaBroken ffmpeg or the disk failed
   */
  public long encode(InputStream pcm, AudioEncoding encoding, Path output)
      throws IOException, InterruptedException {
    boolean done = false;
    try (pcm) {
      long samples =
          encoding == AudioEncoding.WAV ? writeWav(pcm, output) : compress(pcm, encoding, output);
      done = true;
      return samples;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      if (!done) {
        LocalFiles.delete(output);
      }
    }
  }

  private long writeWav(InputStream pcm, Path output) throws InterruptedException {
    try {
      LocalFiles.create(output);
      try (var file = new RandomAccessFile(output.toFile(), "rw");
          var sink = new FileOutputStream(file.getFD())) {
        file.seek(WavHeader.SIZE);
        long samples = PcmCopy.copy(pcm, sink, mostSamples);
        file.seek(0);
        file.write(WavHeader.of(samples));
        return samples;
      }
    } catch (IOException e) {
      throw new MediaBroken(e);
    }
  }

  private long compress(InputStream pcm, AudioEncoding encoding, Path output)
      throws InterruptedException {
    try (var _ = ffmpeg.slot()) {
      LocalFiles.create(output);
      var feed = new PcmFeed(pcm, mostSamples);
      if (ffmpeg.run(job(encoding, output), feed::startInto) != 0) {
        throw new MediaBroken(null);
      }
      return feed.samples();
    } catch (IOException e) {
      throw new MediaBroken(e);
    }
  }

  private FfmpegJob job(AudioEncoding encoding, Path output) {
    String rate = Integer.toString(CanonicalPcm.SAMPLE_RATE);
    var arguments = new ArrayList<>(List.of("-nostdin", "-v", "quiet", "-y"));
    arguments.addAll(List.of("-protocol_whitelist", "pipe"));
    arguments.addAll(List.of("-f", "s16le", "-ar", rate, "-ac", "1", "-i", "pipe:0"));
    arguments.addAll(List.of("-threads", Integer.toString(settings.threads())));
    arguments.addAll(encoding.arguments());
    arguments.addAll(List.of("-fd", "1", "fd:"));
    var limits =
        new ProcessLimits(
            settings.encodeTime(),
            settings.memory().toBytes(),
            mostSamples * CanonicalPcm.SAMPLE_BYTES + CONTAINER_BYTES,
            settings.encodeTime());
    return new FfmpegJob(
        arguments, Redirect.PIPE, Redirect.to(output.toFile()), Redirect.DISCARD, limits);
  }
}
