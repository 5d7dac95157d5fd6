package ai.bizcrush.extapi.engine;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A session that goes by its {@link LiveScript}, writes down what it was told, and counts. */
public final class LiveScriptSession implements LiveSession {

  private static final int BYTES_PER_MS = Recording.SAMPLE_RATE / 1000 * Recording.SAMPLE_BYTES;

  public final RecognitionRequest request;
  public final AtomicInteger flushes = new AtomicInteger();
  public final AtomicInteger finishes = new AtomicInteger();
  public final AtomicInteger keepAlives = new AtomicInteger();
  public final AtomicInteger ends = new AtomicInteger();
  public final AtomicInteger aborts = new AtomicInteger();

  private final LiveScript script;
  private final boolean progress;
  private final LiveListener listener;
  private final Executor loop;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private int step;
  private long finalMs;
  private volatile boolean over;
  private volatile boolean writable = true;

  LiveScriptSession(
      LiveScript script,
      boolean progress,
      RecognitionRequest request,
      LiveListener listener,
      Executor loop) {
    this.script = script;
    this.progress = progress;
    this.request = request;
    this.listener = listener;
    this.loop = loop;
  }

  void begin() {
    var refusal = script.refusal;
    var delay = script.ready;
    if (refusal != null) {
      say(listener -> listener.failed(refusal));
    } else if (delay != null && delay.isZero()) {
      say(LiveListener::ready);
    } else if (delay != null) {
      var _ =
          ((ScheduledExecutorService) loop)
              .schedule(() -> say(LiveListener::ready), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Says something on the loop, and that it is complete; nothing any more after the end. */
  public void say(Consumer<LiveListener> saying) {
    loop.execute(
        () -> {
          if (!over) {
            saying.accept(new Ending());
            if (!over) {
              listener.readComplete();
            }
          }
        });
  }

  /** Whether it takes more audio; says so when it does again. */
  public void setWritable(boolean writable) {
    boolean again = writable && !this.writable;
    this.writable = writable;
    if (again) {
      say(LiveListener::writable);
    }
  }

  /** All audio that was handed over. */
  public byte[] heard() {
    synchronized (heard) {
      return heard.toByteArray();
    }
  }

  public long heardMs() {
    synchronized (heard) {
      return heard.size() / BYTES_PER_MS;
    }
  }

  /** Whether it ended, failed or was aborted. */
  public boolean isOver() {
    return over;
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    synchronized (heard) {
      heard.write(pcm, offset, length);
    }
    long now = heardMs();
    while (step < script.steps.size() && script.steps.get(step).heardMs() <= now) {
      var next = script.steps.get(step++);
      if (next.heardMs() < script.stallMs) {
        finalMs = next.isFinal() ? next.heardMs() : finalMs;
        say(next.saying());
      }
    }
    if (progress && now < script.stallMs) {
      long until = finalMs;
      say(listener -> listener.progress(until, now));
    }
  }

  @Override
  public void flush() {
    flushes.incrementAndGet();
  }

  @Override
  public boolean isWritable() {
    return writable;
  }

  @Override
  public void finish() {
    finishes.incrementAndGet();
    answer(script.onFinish);
  }

  @Override
  public void keepAlive() {
    keepAlives.incrementAndGet();
  }

  @Override
  public void end() {
    ends.incrementAndGet();
    answer(script.onEnd);
  }

  @Override
  public void abort() {
    aborts.incrementAndGet();
    over = true;
  }

  private void answer(Consumer<LiveListener> saying) {
    if (heardMs() < script.stallMs) {
      say(saying);
    }
  }

  /** Passes on what is said and notices the last word. */
  private final class Ending extends ForwardingListener {

    Ending() {
      super(listener);
    }

    @Override
    public void ended() {
      over = true;
      super.ended();
    }

    @Override
    public void failed(EngineException failure) {
      over = true;
      super.failed(failure);
    }
  }
}
