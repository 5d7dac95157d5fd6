package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.socket.CloseCode;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import ai.bizcrush.extapi.engine.socket.SocketListener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A session: Soniox's messages as the listener's, and the owner's wishes as Soniox's messages. */
final class SonioxLiveSession implements LiveSession, SocketListener {

  private static final byte[] KEEP_ALIVE = utf8("{\"type\":\"keepalive\"}");
  private static final byte[] FINALIZE = utf8("{\"type\":\"finalize\"}");
  private static final byte[] NOTHING = {};
  private static final int BYTES_PER_MS = Recording.SAMPLE_RATE / 1000 * Recording.SAMPLE_BYTES;

  private final String start;
  private final ResultReader reader;
  private final LiveListener listener;
  private final Repeats repeats = new Repeats();
  private @Nullable EngineSocket socket;
  private boolean open;
  private boolean ending;
  private boolean over;
  private boolean tailShown;
  private long sent;
  private long finalMs;
  private long heardMs;

  SonioxLiveSession(String start, ResultReader reader, LiveListener listener) {
    this.start = start;
    this.reader = reader;
    this.listener = listener;
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

  /** Soniox does not say that it is ready: audio may follow the first message at once. */
  @Override
  public void opened() {
    open = true;
    socket().text(start);
    socket().flush();
    listener.ready();
    if (ending) {
      sendEnd();
    }
  }

  @Override
  public void text(byte[] buffer, int offset, int length) {
    if (over) {
      return;
    }
    try {
      say(reader.read(buffer, offset, length));
    } catch (JacksonException e) {
      fail(EngineException.broken("a message that is not understood", null));
    } catch (EngineException e) {
      fail(e);
    }
  }

  private void say(Result result) {
    if (result.error != Result.UNSAID) {
      fail(LiveErrors.failure(result.error));
      return;
    }
    sayWords(result);
    sayProgress(result);
    if (result.finished && !over) {
      if (ending) {
        over();
        socket().close();
        listener.ended();
      } else {
        fail(EngineException.passing("the session ended by itself", null, null));
      }
    }
  }

  private void sayWords(Result result) {
    var finals = repeats.without(result.finals);
    int from = 0;
    for (int i = 0; i <= finals.size() && !over; i++) {
      boolean endpoint = i < finals.size() && finals.get(i) == Result.ENDPOINT;
      if ((endpoint || i == finals.size()) && i > from) {
        tailShown = false;
        listener.finals(List.copyOf(finals.subList(from, i)));
      }
      if (endpoint && !over) {
        from = i + 1;
        listener.endpoint();
      }
    }
    if (!over && (tailShown || !result.tail.isEmpty())) {
      tailShown = !result.tail.isEmpty();
      listener.interim(List.copyOf(result.tail));
    }
  }

  /** No engine has heard more than it was sent. */
  private void sayProgress(Result result) {
    long most = sent / BYTES_PER_MS;
    long heard = Math.clamp(result.heardMs, heardMs, Math.max(heardMs, most));
    long settled = Math.clamp(result.finalMs, finalMs, Math.max(finalMs, heard));
    if (!over && (heard > heardMs || settled > finalMs)) {
      heardMs = heard;
      finalMs = settled;
      listener.progress(settled, heard);
    }
  }

  @Override
  public void readComplete() {
    if (!over) {
      listener.readComplete();
    }
  }

  @Override
  public void writable() {
    if (!over) {
      listener.writable();
    }
  }

  @Override
  public void closed(int code, String reason) {
    fail(CloseCode.failure(code));
  }

  @Override
  public void failed(EngineException failure) {
    fail(failure);
  }

  private void fail(EngineException failure) {
    if (!over) {
      over();
      socket().abort();
      listener.failed(failure);
    }
  }

  private void over() {
    over = true;
    open = false;
    reader.close();
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    // An empty message would end the session.
    if (open && !ending && length > 0) {
      sent += length;
      socket().binary(pcm, offset, length);
    }
  }

  @Override
  public void flush() {
    if (open) {
      socket().flush();
    }
  }

  @Override
  public boolean isWritable() {
    return open && socket().isWritable();
  }

  @Override
  public void finish() {
    control(FINALIZE);
  }

  @Override
  public void keepAlive() {
    control(KEEP_ALIVE);
  }

  private void control(byte[] message) {
    if (open && !ending) {
      socket().text(message, 0, message.length);
      socket().flush();
    }
  }

  @Override
  public void end() {
    if (!ending) {
      ending = true;
      if (open) {
        sendEnd();
      }
    }
  }

  private void sendEnd() {
    socket().text(NOTHING, 0, 0);
    socket().flush();
  }

  @Override
  public void abort() {
    if (!over) {
      over();
      socket().abort();
    }
  }
}
