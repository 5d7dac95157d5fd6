package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * What all sessions over a WebSocket have in common: when audio flows, what may be wished when, and
 * how it ends. What the engine is told and what it means is for the adapter.
 */
public abstract class SocketSession implements LiveSession, SocketListener {

  protected final OrderlyListener listener;
  protected final EngineSocket socket;

  private boolean ready;
  private boolean ending;

  /**
   * @param dial opens the socket for this listener, on the loop
   */
  protected SocketSession(LiveListener listener, Function<SocketListener, EngineSocket> dial) {
    this.listener = new OrderlyListener(listener);
    this.socket = dial.apply(this);
  }

  /**
   * Takes a text message.
   *
   * @throws JacksonException it is no JSON; nobody sees more of that
   * @throws EngineException the session has failed
   */
  protected abstract void message(byte[] buffer, int offset, int length);

  /** Tells the engine that no audio is coming any more. */
  protected abstract void sendEnd();

  /** What it means that the engine closes the socket before it has said everything. */
  protected abstract EngineException closedEarly(int code, String reason);

  /** The engine takes audio from now on. */
  protected final void ready() {
    boolean ended = ending; // before it was ready: what ends it from now on tells the engine itself
    ready = true;
    listener.ready();
    if (ended && !listener.isOver()) {
      sendEnd();
    }
  }

  protected final boolean isReady() {
    return ready;
  }

  /** Whether the engine is told, or will be, that no audio is coming any more. */
  protected final boolean isEnding() {
    return ending;
  }

  /** Whether the engine takes audio and wishes now. */
  protected final boolean isOpen() {
    return ready && !ending && !listener.isOver();
  }

  /** The engine has said everything: it need not close the socket for that. */
  protected final void complete() {
    if (!listener.isOver()) {
      socket.close();
      listener.ended();
    }
  }

  protected final void fail(EngineException failure) {
    socket.abort();
    listener.failed(failure);
  }

  @Override
  public final void flush() {
    if (ready && !listener.isOver()) {
      socket.flush();
    }
  }

  @Override
  public final boolean isWritable() {
    return ready && !listener.isOver() && socket.isWritable();
  }

  @Override
  public final void end() {
    if (ending || listener.isOver()) {
      return;
    }
    ending = true;
    if (ready) {
      sendEnd();
    }
  }

  @Override
  public final void abort() {
    listener.silence();
    socket.abort();
  }

  @Override
  public final void text(byte[] buffer, int offset, int length) {
    if (listener.isOver()) {
      return;
    }
    try {
      message(buffer, offset, length);
    } catch (JacksonException e) {
      // Its message quotes the text, so it goes no further.
      fail(MessageJson.unreadable());
    } catch (EngineException e) {
      fail(e);
    }
  }

  @Override
  public final void writable() {
    if (ready) {
      listener.writable();
    }
  }

  @Override
  public final void readComplete() {
    if (ready) {
      listener.readComplete();
    }
  }

  @Override
  public final void closed(int code, String reason) {
    listener.failed(closedEarly(code, reason));
  }

  @Override
  public final void failed(EngineException failure) {
    listener.failed(failure);
  }
}
