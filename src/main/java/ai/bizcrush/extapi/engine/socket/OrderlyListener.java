package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveWord;
import java.util.List;

/**
 * Keeps an adapter's words in order: nothing after the last word, no empty tail where there was
 * none, progress only forward. An adapter says what it understood and need not remember what it
 * said before.
 */
public final class OrderlyListener implements LiveListener {

  private final LiveListener listener;
  private long finalMs;
  private long heardMs;
  private boolean tail;
  private boolean over;

  public OrderlyListener(LiveListener listener) {
    this.listener = listener;
  }

  /** Whether the last word was said, or none may be. */
  public boolean isOver() {
    return over;
  }

  /** From now on nothing is said. */
  public void silence() {
    over = true;
  }

  /** Whether words stand that are not final. */
  public boolean hasTail() {
    return tail;
  }

  /** The greatest that was said of {@link #progress}. */
  public long finalMs() {
    return finalMs;
  }

  @Override
  public void ready() {
    if (!over) {
      listener.ready();
    }
  }

  @Override
  public void interim(List<LiveWord> words) {
    if (!over && (tail || !words.isEmpty())) {
      tail = !words.isEmpty();
      listener.interim(words);
    }
  }

  /** Without words this takes the tail back. */
  @Override
  public void finals(List<LiveWord> words) {
    if (words.isEmpty()) {
      interim(words);
    } else if (!over) {
      tail = false;
      listener.finals(words);
    }
  }

  @Override
  public void endpoint() {
    if (!over) {
      listener.endpoint();
    }
  }

  @Override
  public void progress(long nowFinal, long nowHeard) {
    long laterFinal = Math.max(finalMs, nowFinal);
    long laterHeard = Math.max(heardMs, Math.max(laterFinal, nowHeard));
    if (!over && (laterFinal > finalMs || laterHeard > heardMs)) {
      finalMs = laterFinal;
      heardMs = laterHeard;
      listener.progress(laterFinal, laterHeard);
    }
  }

  @Override
  public void writable() {
    if (!over) {
      listener.writable();
    }
  }

  @Override
  public void ended() {
    if (!over) {
      over = true;
      listener.ended();
    }
  }

  @Override
  public void failed(EngineException failure) {
    if (!over) {
      over = true;
      listener.failed(failure);
    }
  }

  @Override
  public void readComplete() {
    if (!over) {
      listener.readComplete();
    }
  }
}
