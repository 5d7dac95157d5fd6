package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.http.AudioPart;
import ai.bizcrush.extapi.media.AudioEncoder;
import ai.bizcrush.extapi.media.AudioEncoding;
import ai.bizcrush.extapi.media.AudioTooLong;
import ai.bizcrush.extapi.media.MediaBroken;
import ai.bizcrush.extapi.media.MediaOverloaded;
import ai.bizcrush.extapi.media.WavHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hc.client5.http.entity.mime.ContentBody;
import org.apache.hc.client5.http.entity.mime.FileBody;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * The file of an upload: WAV straight from the recording while that is small enough, Ogg Opus
 * beyond.
 */
final class Uploads {

  private static final long WAV_BYTES_A_SECOND =
      (long) Recording.SAMPLE_RATE * Recording.SAMPLE_BYTES;

  /** Opus is asked for 32 kbit/s, on the average, and Ogg adds a little. */
  private static final long OPUS_BYTES_A_SECOND = 6_000;

  /** What surrounds the file in a form. */
  private static final long FORM_BYTES = 64 * 1024;

  private final AudioEncoder encoder;
  private final long mostBytes;
  private final boolean compress;

  Uploads(AudioEncoder encoder, long mostBytes, boolean compress) {
    this.encoder = encoder;
    this.mostBytes = mostBytes - FORM_BYTES;
    this.compress = compress;
  }

  /** The longest recording that fits. */
  Duration longest() {
    return Duration.ofSeconds(
        Math.max(1, mostBytes / (compress ? OPUS_BYTES_A_SECOND : WAV_BYTES_A_SECOND)));
  }

  /**
   * Prepares a recording.
   *
   * @throws EngineException it could not be encoded
   */
  Upload of(Recording recording) throws InterruptedException {
    long samples = recording.samples();
    if (!compress || WavHeader.SIZE + samples * Recording.SAMPLE_BYTES <= mostBytes) {
      return new Upload(
          new AudioPart(
              "audio.wav", AudioEncoding.WAV.mediaType(), WavHeader.of(samples), recording),
          null);
    }
    return compressed(recording);
  }

  private Upload compressed(Recording recording) throws InterruptedException {
    var encoding = AudioEncoding.OGG_OPUS;
    String name = "audio." + encoding.extension();
    Path file = null;
    boolean done = false;
    try {
      file = Files.createTempFile("extapi-upload", "." + encoding.extension());
      encoder.encode(recording.open(), encoding, file);
      var part = new FileBody(file.toFile(), ContentType.parse(encoding.mediaType()), name);
      done = true;
      return new Upload(part, file);
    } catch (AudioTooLong e) {
      throw EngineException.rejected("too long to be encoded");
    } catch (MediaOverloaded e) {
      throw EngineException.overCapacity("no room to encode the recording", null);
    } catch (MediaBroken e) {
      throw EngineException.broken("the recording could not be encoded", null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!done) {
        delete(file);
      }
    }
  }

  private static void delete(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A file ready to be sent.
   *
   * @param temporary what to delete afterwards
   */
  record Upload(ContentBody part, @Nullable Path temporary) implements AutoCloseable {

    @Override
    public void close() {
      delete(temporary);
    }
  }
}
