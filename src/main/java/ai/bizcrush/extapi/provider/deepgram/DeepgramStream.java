package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import ai.bizcrush.extapi.engine.socket.SocketSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A session of {@code wss /v1/listen}: what its owner wants as the engine's messages, and which of
 * the engine's go where. There is none when it is ready, and none that says sorry: it closes the
 * socket.
 */
final class DeepgramStream extends SocketSession {

  private static final byte[] KEEP_ALIVE = control("KeepAlive");
  private static final byte[] FINALIZE = control("Finalize");
  private static final byte[] CLOSE_STREAM = control("CloseStream");

  private static final int BYTES_PER_MS = 32;

  private final Executor loop;
  private final StreamReader reader;
  private final Windows windows;

  private long sentBytes;

  DeepgramStream(
      RecognitionRequest request,
      LiveListener listener,
      Executor loop,
      EngineSockets sockets,
      URI uri,
      Map<String, String> headers) {
    super(listener, session -> sockets.open(uri, headers, session, loop));
    this.loop = loop;
    List<String> languages = request.languages().codes();
    this.reader =
        new StreamReader(request.diarization(), languages.size() == 1 ? languages.getFirst() : "");
    this.windows = new Windows(reader, this.listener);
  }

  @Override
  public void opened() {
    ready();
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    // An empty message would end the stream.
    if (isOpen() && length > 0) {
      socket.binary(pcm, offset, length);
      sentBytes += length;
    }
  }

  /** An answer is promised only where a noticeable amount of audio is not transcribed yet. */
  @Override
  public void finish() {
    if (!isOpen()) {
      return;
    }
    windows.finish(sentMs());
    send(FINALIZE);
    if (windows.owesOneAlone()) {
      loop.execute(this::finishAlone);
    }
  }

  private void finishAlone() {
    if (windows.owesOneAlone()) {
      windows.finishAlone();
      listener.readComplete();
    }
  }

  @Override
  public void keepAlive() {
    if (isOpen()) {
      send(KEEP_ALIVE);
    }
  }

  @Override
  protected void sendEnd() {
    send(CLOSE_STREAM);
  }

  private void send(byte[] message) {
    socket.text(message, 0, message.length);
    socket.flush();
  }

  @Override
  protected void message(byte[] buffer, int offset, int length) {
    reader.read(buffer, offset, length, sentMs());
    switch (reader.type()) {
      case RESULTS -> windows.results(sentMs());
      case UTTERANCE_END -> windows.utteranceEnd();
      case METADATA -> metadata();
      case ERROR -> fail(EngineException.passing("reported an error", null, null));
      case OTHER -> {}
    }
  }

  /** The last message of a stream that was told to close. */
  private void metadata() {
    if (isEnding()) {
      complete();
    }
  }

  /** 1008 comes with DATA-0000, 1011 with NET-0000 and NET-0001. */
  @Override
  protected EngineException closedEarly(int code, String reason) {
    String message = "closed the stream with " + code;
    return switch (code) {
      case 1008 -> EngineException.rejected(message);
      case 1002, 1003, 1007, 1009, 1010 -> EngineException.broken(message, null);
      default -> EngineException.passing(message, null, null);
    };
  }

  private long sentMs() {
    return sentBytes / BYTES_PER_MS;
  }

  private static byte[] control(String type) {
    return ("{\"type\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
