package ai.bizcrush.extapi;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What a slow peer says, bit by bit: a timer says the next bit, and no thread sleeps between. */
public final class Drip {

  private final OutputStream out;
  private final Executor later;
  private final Iterator<byte[]> drops;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  private Drip(OutputStream out, Duration pause, Iterator<byte[]> drops) {
    this.out = out;
    this.later = CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS);
    this.drops = drops;
  }

  /**
   * Writes the drops, with a pause before each; returns after the last.
   *
   * @throws IOException the other side has left
   */
  public static void into(OutputStream out, Duration pause, Iterable<byte[]> drops)
      throws IOException, InterruptedException {
    var drip = new Drip(out, pause, drops.iterator());
    drip.goOn();
    try {
      drip.over.get();
    } catch (ExecutionException e) {
      throw new IOException("nobody reads any more", e.getCause());
    }
  }

  private void goOn() {
    if (drops.hasNext()) {
      later.execute(this::drop);
    } else {
      over.complete(null);
    }
  }

  private void drop() {
    try {
      out.write(drops.next());
      out.flush();
      goOn();
    } catch (IOException e) {
      over.completeExceptionally(e);
    }
  }
}
