package ai.bizcrush.extapi.media;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A thread that copies samples into a process. Whatever ends the copying closes the pipe, and so
 * ends the process; whatever ends the process breaks the pipe, and so ends the copying.
 */
final class PcmFeed {

  private final InputStream source;
  private final long mostSamples;
  private final CompletableFuture<Long> copied = new CompletableFuture<>();

  PcmFeed(InputStream source, long mostSamples) {
    this.source = source;
    this.mostSamples = mostSamples;
  }

  /** Begins; returns at once. */
  void startInto(OutputStream pipe) {
    Thread.ofVirtual().name("pcm-feed").start(() -> copyInto(pipe));
  }

  private void copyInto(OutputStream pipe) {
    long samples;
    try (pipe) {
      samples = PcmCopy.copy(source, pipe, mostSamples);
    } catch (Exception e) {
      copied.completeExceptionally(e);
      return;
    }
    copied.complete(samples);
  }

  /**
   * How many samples were copied; waits for the end of the copying.
   *
   * @throws UncheckedIOException the source failed
   * @throws AudioTooLong the source went on past the limit
   * @throws MediaBroken the process did not take all of it
   */
  long samples() throws InterruptedException {
    try {
      return copied.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new MediaBroken(e.getCause());
    }
  }
}
