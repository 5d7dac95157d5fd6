package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import ai.bizcrush.extapi.engine.socket.OrderlyListener;
import ai.bizcrush.extapi.engine.socket.SocketListener;
import java.util.concurrent.Executor;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * A session from its dial to its last word: it is ready when the server took what is wanted of it.
 * A turn is finished by a commit, the server's or ours, and said when the server has completed it.
 * The socket's pings keep it alive.
 */
final class RealtimeSession implements LiveSession, SocketListener {

  private final String update;
  private final OrderlyListener listener;
  private final Executor loop;
  private final EventReader event = new EventReader();
  private final Turns turns;
  private final Commits commits;
  private final TurnEvents turnEvents;
  private final EngineSocket socket;
  private final InputBuffer input;

  private boolean configuring;
  private boolean ready;
  private boolean finishing;
  private boolean ending;
  private boolean complete;

  /**
   * @param update the message with what is wanted of the session
   * @param language what is spoken when the server does not say; {@code ""} when unknown
   * @param dial opens the socket for this listener, on the loop
   */
  RealtimeSession(
      RealtimeSettings settings,
      String update,
      String language,
      LiveListener listener,
      Executor loop,
      Function<SocketListener, EngineSocket> dial) {
    this.update = update;
    this.listener = new OrderlyListener(listener);
    this.loop = loop;
    this.turns = new Turns(this.listener, language);
    this.commits = new Commits(settings, turns);
    this.turnEvents = new TurnEvents(event, turns, commits);
    this.socket = dial.apply(this);
    this.input = new InputBuffer(socket, commits);
  }

  /** The server speaks first. */
  @Override
  public void opened() {}

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    if (!ready || ending || listener.isOver()) {
      return;
    }
    input.add(pcm, offset, length);
    if (input.isForgotten()) {
      loop.execute(() -> fail(EngineException.passing("leaves a turn unanswered", null, null)));
    }
  }

  @Override
  public void flush() {
    if (ready && !listener.isOver()) {
      socket.flush();
    }
  }

  @Override
  public boolean isWritable() {
    return ready && !listener.isOver() && socket.isWritable();
  }

  @Override
  public void finish() {
    if (!ready || ending || listener.isOver()) {
      return;
    }
    finishing = true;
    turns.saidEndpoint();
    input.finish();
    loop.execute(this::settleAlone);
  }

  @Override
  public void keepAlive() {}

  @Override
  public void end() {
    if (ending || listener.isOver()) {
      return;
    }
    ending = true;
    if (ready) {
      sendEnd();
    }
  }

  private void sendEnd() {
    input.end();
    loop.execute(this::settleAlone);
  }

  private void settleAlone() {
    settle();
    listener.readComplete();
  }

  /** Says the endpoint and the end that are owed, once nothing more is to come. */
  private void settle() {
    if (listener.isOver() || commits.areOwed() || turns.areWaiting()) {
      return;
    }
    if (finishing) {
      finishing = false;
      if (!turns.saidEndpoint()) {
        listener.endpoint();
      }
    }
    if (ending && !complete && !listener.isOver()) {
      complete = true;
      socket.close();
    }
  }

  @Override
  public void abort() {
    listener.silence();
    socket.abort();
  }

  @Override
  public void text(byte[] buffer, int offset, int length) {
    if (listener.isOver()) {
      return;
    }
    try {
      event.read(buffer, offset, length, input.sentMs());
      happened();
    } catch (JacksonException e) {
      // Its message quotes the text, so it goes no further.
      fail(MessageJson.unreadable());
    } catch (EngineException e) {
      fail(e);
    }
  }

  private void happened() {
    switch (event.type()) {
      case CREATED -> configure();
      case UPDATED -> configured();
      case ERROR -> error();
      case OTHER -> {}
      default -> {
        if (turnEvents.take()) {
          settle();
        }
      }
    }
  }

  private void configure() {
    if (!configuring) {
      configuring = true;
      socket.text(update);
      socket.flush();
    }
  }

  private void configured() {
    if (configuring && !ready) {
      ready = true;
      listener.ready();
      if (ending && !listener.isOver()) {
        sendEnd();
      }
    }
  }

  private void error() {
    if (commits.areRefusedBy(event)) {
      settle();
    } else {
      fail(RealtimeErrors.failure(event.errorType(), event.errorCode(), !ready));
    }
  }

  @Override
  public void closed(int code, String reason) {
    if (complete) {
      listener.ended();
    } else {
      listener.failed(RealtimeErrors.closed(code, reason, !ready));
    }
  }

  @Override
  public void failed(EngineException failure) {
    listener.failed(failure);
  }

  private void fail(EngineException failure) {
    socket.abort();
    listener.failed(failure);
  }

  @Override
  public void writable() {
    if (ready) {
      listener.writable();
    }
  }

  @Override
  public void readComplete() {
    if (ready) {
      listener.readComplete();
    }
  }
}
