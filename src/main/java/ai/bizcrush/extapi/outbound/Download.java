package ai.bizcrush.extapi.outbound;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hc.core5.http.HttpHeaders;
import org.springframework.util.unit.DataSize;

/** The body of a reply on its way to disk. */
final class Download {

  private static final int BUFFER = 64 * 1024;

  private Download() {}

  /**
   * Saves the body of a reply that is a file.
   *
   * @throws FetchFailed when the reply is something else
   * @throws FetchTooLarge by the announced length before reading, else at the crossing byte
   * @throws IOException when reading fails
   * @throws UncheckedIOException when writing fails
   */
  static Fetched save(Exchange exchange, Path target, DataSize maxSize) throws IOException {
    expectFile(exchange);
    if (exchange.announcedLength() > maxSize.toBytes()) {
      throw new FetchTooLarge();
    }
    long size = copy(exchange.body(), target, maxSize.toBytes());
    if (size == 0) {
      throw new FetchFailed(Reason.EMPTY_RESPONSE);
    }
    return new Fetched(target, DataSize.ofBytes(size));
  }

  private static void expectFile(Exchange exchange) {
    switch (exchange.status()) {
      case 200, 203 -> {}
      case 204, 205 -> throw new FetchFailed(Reason.EMPTY_RESPONSE);
      default -> throw FetchFailed.status(exchange.status());
    }
    String encoding = exchange.header(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new FetchFailed(Reason.ENCODED_RESPONSE);
    }
  }

  private static long copy(InputStream body, Path target, long limit) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (OutputStream file = open(target)) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        size += read;
        if (size > limit) {
          throw new FetchTooLarge();
        }
        write(file, buffer, read);
      }
    }
    return size;
  }

  private static OutputStream open(Path target) {
    try {
      return Files.newOutputStream(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(OutputStream file, byte[] bytes, int length) throws IOException {
    try {
      file.write(bytes, 0, length);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
