package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import ai.bizcrush.extapi.engine.socket.SocketListener;
import ai.bizcrush.extapi.engine.socket.SocketSession;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A session from its dial to its last word: it is ready when the server took what is wanted of it.
 * A turn is finished by a commit, the server's or ours, and said when the server has completed it.
 * The socket's pings keep it alive.
 */
final class RealtimeSession extends SocketSession {

  private final String update;
  private final Executor loop;
  private final EventReader event = new EventReader();
  private final Turns turns;
  private final Commits commits;
  private final TurnEvents turnEvents;
  private final InputBuffer input;

  private boolean configuring;
  private boolean finishing;

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
    super(listener, dial);
    this.update = update;
    this.loop = loop;
    this.turns = new Turns(this.listener, language);
    this.commits = new Commits(settings, turns);
    this.turnEvents = new TurnEvents(event, turns, commits);
    this.input = new InputBuffer(socket, commits);
  }

  /** The server speaks first. */
  @Override
  public void opened() {}

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    if (!isOpen()) {
      return;
    }
    input.add(pcm, offset, length);
    if (input.isForgotten()) {
      loop.execute(() -> fail(EngineException.passing("leaves a turn unanswered", null, null)));
    }
  }

  @Override
  public void finish() {
    if (!isOpen()) {
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
  protected void sendEnd() {
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
    if (isEnding()) {
      complete();
    }
  }

  @Override
  protected void message(byte[] buffer, int offset, int length) {
    event.read(buffer, offset, length, input.sentMs());
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
    if (configuring && !isReady()) {
      ready();
    }
  }

  private void error() {
    if (commits.areRefusedBy(event)) {
      settle();
    } else {
      fail(RealtimeErrors.failure(event.errorType(), event.errorCode(), !isReady()));
    }
  }

  @Override
  protected EngineException closedEarly(int code, String reason) {
    return RealtimeErrors.closed(code, reason, !isReady());
  }
}
