package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.socket.OrderlyListener;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** A live session as its loop sees it: it fills the inbox of a {@link Dictation}. */
final class EmbeddedStream implements LiveSession {

  private final OrderlyListener listener;
  private final Executor loop;
  private final AudioInbox inbox = new AudioInbox(() -> tell(LiveListener::writable));
  private final Cancellation cancellation = new Cancellation(inbox::cancel);
  private boolean ending;

  EmbeddedStream(RecognizerPool pool, LiveListener listener, Executor loop) {
    this.listener = new OrderlyListener(listener);
    this.loop = loop;
    try {
      pool.begin(
          new Dictation(inbox, this::tell),
          cancellation,
          failure -> tell(heard -> heard.failed(failure)));
    } catch (EngineException busy) {
      tell(heard -> heard.failed(busy));
    }
  }

  /** From any thread. Where the loop is gone, nobody listens. */
  private void tell(Consumer<LiveListener> what) {
    try {
      loop.execute(
          () -> {
            what.accept(listener);
            listener.readComplete();
          });
    } catch (RejectedExecutionException _) {
      cancellation.cancel();
    }
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    if (!listener.isOver() && !ending && !inbox.put(pcm, offset, length)) {
      cancellation.cancel();
      listener.failed(EngineException.overCapacity("the recogniser does not keep up", null));
    }
  }

  @Override
  public void flush() {}

  @Override
  public boolean isWritable() {
    return !listener.isOver() && inbox.hasRoom();
  }

  @Override
  public void finish() {
    if (!ending) {
      inbox.mark();
    }
  }

  /** The recogniser waits as long as it takes. */
  @Override
  public void keepAlive() {}

  @Override
  public void end() {
    ending = true;
    inbox.end();
  }

  @Override
  public void abort() {
    listener.silence();
    cancellation.cancel();
  }
}
