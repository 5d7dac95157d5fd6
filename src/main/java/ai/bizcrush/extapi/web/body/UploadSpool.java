package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.PrivateFolder;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.web.ApiLimits;
import ai.bizcrush.extapi.web.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The folder where uploads wait for their controller; what a crash left behind goes at start. */
@Component
class UploadSpool implements InitializingBean {

  private static final Logger log = LoggerFactory.getLogger(UploadSpool.class);
  private static final String SUFFIX = ".upload";
  private static final int BUFFER = 64 * 1024;
  private static final long CHECK_EVERY = 8 * 1024 * 1024;
  private static final Duration FULL_RETRY = Duration.ofSeconds(30);

  private final Path folder;
  private final ApiLimits limits;

  UploadSpool(Environment environment, ApiLimits limits) {
    this.folder =
        Path.of(environment.getProperty("extapi.data-dir", "./data"), "spool")
            .toAbsolutePath()
            .normalize();
    this.limits = limits;
  }

  @Override
  public void afterPropertiesSet() throws IOException {
    PrivateFolder.create(folder);
    try (var left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Writes a stream to a new file.
   *
   * @param expected the size that the client announced, -1 when it did not
   * @throws ApiException 503: there is no room for it
   */
  Upload write(InputStream in, long expected) throws IOException {
    refuseWhenFull(Math.max(0, expected));
    Path file = folder.resolve(Ulids.next() + SUFFIX);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      long size;
      try (var out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
        size = copy(in, out);
      }
      return new Upload(file, size, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks at the disk again and again: others write to it too. */
  private long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    long unchecked = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      try {
        out.write(buffer, 0, n);
      } catch (IOException e) {
        throw ApiException.unavailable("No room for uploads", FULL_RETRY, e);
      }
      size += n;
      unchecked += n;
      if (unchecked >= CHECK_EVERY) {
        refuseWhenFull(0);
        unchecked = 0;
      }
    }
    return size;
  }

  /** Deletes what the controller did not take away. */
  void discard(Upload upload) {
    try {
      Files.deleteIfExists(upload.file());
    } catch (IOException e) {
      log.warn("An upload could not be deleted: {}", e.getClass().getSimpleName());
    }
  }

  private void refuseWhenFull(long needed) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free - needed < limits.freeDisk().toBytes()) {
        throw ApiException.unavailable("No room for uploads", FULL_RETRY, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
