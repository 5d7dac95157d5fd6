package ai.bizcrush.extapi.engine.http;

import ai.bizcrush.extapi.engine.Recording;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;

/**
 * A recording on its way out, as a part of a form or as the whole body: a header and the samples,
 * read from disk while they are sent, of a length known before. When the recording itself cannot be
 * read, the call ends with {@link UncheckedIOException}, for that is no engine's fault.
 */
public final class AudioPart extends AbstractContentBody {

  private static final int CHUNK = 64 * 1024;

  private final String name;
  private final byte[] header;
  private final Recording recording;
  private volatile boolean sent;

  /**
   * @param name a file name whose extension tells the format
   * @param type a media type
   * @param header what goes before the samples
   */
  public AudioPart(String name, String type, byte[] header, Recording recording) {
    super(ContentType.parse(type));
    this.name = name;
    this.header = header.clone();
    this.recording = recording;
  }

  /** The same as the whole body of a request. */
  public HttpEntity entity() {
    return new EntityTemplate(getContentLength(), getContentType(), this::writeTo);
  }

  @Override
  public String getFilename() {
    return name;
  }

  @Override
  public long getContentLength() {
    return header.length + samples();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(header);
    try (var in = recording.open()) {
      var chunk = new byte[CHUNK];
      long left = samples();
      while (left > 0) {
        int read = read(in, chunk);
        out.write(chunk, 0, read);
        left -= read;
      }
    }
    sent = true;
  }

  /** Whether all of it went out once, whatever became of it. */
  public boolean sent() {
    return sent;
  }

  private static int read(InputStream in, byte[] chunk) throws ClosedByInterruptException {
    try {
      int read = in.read(chunk);
      if (read < 0) {
        throw new EOFException("a recording shorter than it says");
      }
      return read;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long samples() {
    return recording.samples() * Recording.SAMPLE_BYTES;
  }
}
