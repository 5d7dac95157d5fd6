package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import ai.bizcrush.extapi.engine.socket.OrderlyListener;
import ai.bizcrush.extapi.engine.socket.SocketListener;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A session: the server's events as the listener's, and the owner's wishes as messages. It is ready
 * when the server took what is wanted of it. A turn is finished by a commit, the server's or ours,
 * and said when the server has completed it. The socket's pings keep it alive.
 */
final class RealtimeSession implements LiveSession, SocketListener {

  private static final byte[] COMMIT = utf8("{\"type\":\"input_audio_buffer.commit\"}");
  private static final byte[] CLEAR = utf8("{\"type\":\"input_audio_buffer.clear\"}");

  /** The least that can be committed: 100 ms. */
  private static final byte[] SILENCE =
      utf8("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + "A".repeat(6400) + "\"}");

  private static final int BYTES_PER_MS = Recording.SAMPLE_RATE / 1000 * Recording.SAMPLE_BYTES;

  /** A turn that is not answered while so much more is said will not be. */
  private static final long PATIENCE_MS = 60_000;

  private final String update;
  private final OrderlyListener listener;
  private final Executor loop;
  private final AppendMessage message = new AppendMessage();
  private final EventReader event = new EventReader();
  private final Turns turns;
  private final Commits commits;

  private @Nullable EngineSocket socket;
  private long sentBytes;
  private boolean configuring;
  private boolean ready;
  private boolean finishing;
  private boolean ending;
  private boolean complete;

  RealtimeSession(
      RealtimeSettings settings,
      String update,
      String language,
      LiveListener listener,
      Executor loop) {
    this.update = update;
    this.listener = new OrderlyListener(listener);
    this.loop = loop;
    this.turns = new Turns(this.listener, language);
    this.commits = new Commits(settings, turns);
  }

  private static byte[] utf8(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  void begin(EngineSocket dialled) {
    socket = dialled;
  }

  private EngineSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not begun");
    }
    return socket;
  }

  /** The server speaks first. */
  @Override
  public void opened() {}

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    if (!ready || ending || listener.isOver()) {
      return;
    }
    for (int taken = 0; taken < length; taken += AppendMessage.MOST_AUDIO) {
      int bytes = Math.min(AppendMessage.MOST_AUDIO, length - taken);
      append(message.of(pcm, offset + taken, bytes));
      sentBytes += bytes;
      commits.hear(pcm, offset + taken, bytes, sentMs());
      switch (commits.due()) {
        case COMMIT -> commit();
        case CLEAR -> {
          commits.cleared();
          send(CLEAR);
        }
        case NOTHING -> {}
      }
    }
    if (sentMs() - commits.waitingSinceMs() > PATIENCE_MS) {
      loop.execute(() -> fail(EngineException.passing("leaves a turn unanswered", null, null)));
    }
  }

  private void append(int length) {
    if (length > 0) {
      socket().text(message.buffer(), 0, length);
    }
  }

  private void commit() {
    commits.committed();
    send(COMMIT);
  }

  private void send(byte[] text) {
    socket().text(text, 0, text.length);
  }

  @Override
  public void flush() {
    if (ready && !listener.isOver()) {
      socket().flush();
    }
  }

  @Override
  public boolean isWritable() {
    return ready && !listener.isOver() && socket().isWritable();
  }

  @Override
  public void finish() {
    if (!ready || ending || listener.isOver()) {
      return;
    }
    finishing = true;
    turns.saidEndpoint();
    if (commits.isWorthIt() && !commits.isShort()) {
      commit();
      socket().flush();
    }
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

  /** Everything goes out, however short it is. */
  private void sendEnd() {
    append(message.last());
    if (commits.isWorthIt()) {
      if (commits.isShort()) {
        send(SILENCE);
      }
      commit();
    }
    socket().flush();
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
      socket().close();
    }
  }

  @Override
  public void abort() {
    listener.silence();
    socket().abort();
  }

  @Override
  public void text(byte[] buffer, int offset, int length) {
    if (listener.isOver()) {
      return;
    }
    try {
      event.read(buffer, offset, length, sentMs());
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
      default -> turn();
    }
  }

  private void configure() {
    if (!configuring) {
      configuring = true;
      socket().text(update);
      socket().flush();
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

  private void turn() {
    if (event.itemId().isEmpty()) {
      throw MessageJson.unreadable();
    }
    Turn turn = turns.find(event.itemId());
    if (turn == null) {
      return;
    }
    switch (event.type()) {
      case STARTED -> turn.started(commits.sessionMs(event.atMs()));
      case STOPPED -> commits.stopped(turn, event.atMs());
      case COMMITTED -> {
        turns.place(turn, event.previousId());
        commits.confirmed(turn);
      }
      case DELTA -> {
        turn.add(event.text());
        say();
      }
      case PARTIAL -> {
        turn.replace(event.text());
        say();
      }
      case COMPLETED -> {
        confirm(turn);
        over(turn, event.text());
      }
      default -> {
        confirm(turn);
        failed(turn);
      }
    }
  }

  /** Not every server says that it has committed a turn. */
  private void confirm(Turn turn) {
    if (!turn.isCommitted()) {
      commits.confirmed(turn);
    }
  }

  private void over(Turn turn, String text) {
    turn.completed(text, event.language());
    say();
    settle();
  }

  /** Replaying the audio may help, but not where nobody can tell what is said. */
  private void failed(Turn turn) {
    if (event.errorCode().equals(RealtimeErrors.UNINTELLIGIBLE)) {
      over(turn, "");
    } else {
      turn.failed(RealtimeErrors.failure(event.errorType(), event.errorCode(), false));
      say();
    }
  }

  private void say() {
    EngineException failure = turns.say();
    if (failure != null) {
      fail(failure);
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
    socket().abort();
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

  private long sentMs() {
    return sentBytes / BYTES_PER_MS;
  }
}
