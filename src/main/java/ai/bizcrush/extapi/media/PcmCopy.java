package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;

/** Copies whole samples, and tells whose fault it is when that ends early. */
final class PcmCopy {

  private static final int BUFFER_BYTES = 64 * 1024;

  private PcmCopy() {}

  /**
   * Copies until the source ends; an odd byte at its end is dropped.
   *
   * @return how many samples there were
   * @throws IOException the sink failed
   * @throws UncheckedIOException the source failed
   * @throws AudioTooLong the source went on past {@code mostSamples}
   */
  static long copy(InputStream source, OutputStream sink, long mostSamples)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    int kept = 0;
    int read;
    while ((read = read(source, buffer, kept)) > 0) {
      int whole = (kept + read) / CanonicalPcm.SAMPLE_BYTES * CanonicalPcm.SAMPLE_BYTES;
      bytes += whole;
      if (bytes / CanonicalPcm.SAMPLE_BYTES > mostSamples) {
        throw new AudioTooLong();
      }
      sink.write(buffer, 0, whole);
      kept = kept + read - whole;
      System.arraycopy(buffer, whole, buffer, 0, kept);
    }
    return bytes / CanonicalPcm.SAMPLE_BYTES;
  }

  private static int read(InputStream source, byte[] buffer, int kept) throws InterruptedException {
    try {
      int read = source.read(buffer, kept, buffer.length - kept);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return read;
    } catch (IOException e) {
      if (Thread.interrupted() || isInterrupt(e)) {
        throw new InterruptedException();
      }
      throw new UncheckedIOException(e);
    }
  }

  /** Some streams clear the thread's flag. */
  private static boolean isInterrupt(IOException e) {
    return e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException);
  }
}
