package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.socket.CloseCode;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import ai.bizcrush.extapi.engine.socket.SocketListener;
import ai.bizcrush.extapi.engine.socket.SocketSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** A session: Soniox's messages as the listener's, and the owner's wishes as Soniox's messages. */
final class SonioxLiveSession extends SocketSession {

  private static final byte[] KEEP_ALIVE = utf8("{\"type\":\"keepalive\"}");
  private static final byte[] FINALIZE = utf8("{\"type\":\"finalize\"}");
  private static final byte[] NOTHING = {};
  private static final int BYTES_PER_MS = Recording.SAMPLE_RATE / 1000 * Recording.SAMPLE_BYTES;

  private final String start;
  private final ResultReader reader;
  private final Repeats repeats = new Repeats();
  private long sent;

  /**
   * @param start the first message
   * @param dial opens the socket for this listener, on the loop
   */
  SonioxLiveSession(
      String start,
      ResultReader reader,
      LiveListener listener,
      Function<SocketListener, EngineSocket> dial) {
    super(listener, dial);
    this.start = start;
    this.reader = reader;
  }

  private static byte[] utf8(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  /** Soniox does not say that it is ready: audio may follow the first message at once. */
  @Override
  public void opened() {
    socket.text(start);
    socket.flush();
    ready();
  }

  @Override
  protected void message(byte[] buffer, int offset, int length) {
    Result result = reader.read(buffer, offset, length);
    if (result.error != Result.UNSAID) {
      throw LiveErrors.failure(result.error);
    }
    sayWords(result);
    sayProgress(result);
    if (result.finished && !isEnding()) {
      throw EngineException.passing("the session ended by itself", null, null);
    } else if (result.finished) {
      complete();
    }
  }

  private void sayWords(Result result) {
    var finals = repeats.without(result.finals);
    int from = 0;
    for (int i = 0; i <= finals.size(); i++) {
      boolean endpoint = i < finals.size() && finals.get(i) == Result.ENDPOINT;
      if ((endpoint || i == finals.size()) && i > from) {
        listener.finals(List.copyOf(finals.subList(from, i)));
      }
      if (endpoint) {
        from = i + 1;
        listener.endpoint();
      }
    }
    listener.interim(List.copyOf(result.tail));
  }

  /** No engine has heard more than it was sent. */
  private void sayProgress(Result result) {
    long heard = Math.min(result.heardMs, sent / BYTES_PER_MS);
    listener.progress(Math.min(result.finalMs, heard), heard);
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    // An empty message would end the session.
    if (isOpen() && length > 0) {
      sent += length;
      socket.binary(pcm, offset, length);
    }
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
    if (isOpen()) {
      socket.text(message, 0, message.length);
      socket.flush();
    }
  }

  @Override
  protected void sendEnd() {
    socket.text(NOTHING, 0, 0);
    socket.flush();
  }

  @Override
  protected EngineException closedEarly(int code, String reason) {
    return CloseCode.failure(code);
  }
}
