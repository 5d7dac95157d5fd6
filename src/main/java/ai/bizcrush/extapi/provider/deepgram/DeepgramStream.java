package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import ai.bizcrush.extapi.engine.socket.OrderlyListener;
import ai.bizcrush.extapi.engine.socket.SocketListener;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import tools.jackson.core.JacksonException;

/**
 * A session of {@code wss /v1/listen}: what its owner wants as the engine's messages, and which of
 * the engine's go where. There is none when it is ready, and none that says sorry: it closes the
 * socket.
 */
final class DeepgramStream implements LiveSession, SocketListener {

  private static final byte[] KEEP_ALIVE = message("KeepAlive");
  private static final byte[] FINALIZE = message("Finalize");
  private static final byte[] CLOSE_STREAM = message("CloseStream");

  private static final int BYTES_PER_MS = 32;

  private final OrderlyListener listener;
  private final Executor loop;
  private final StreamReader reader;
  private final Windows windows;
  private final EngineSocket socket;

  private long sentBytes;
  private boolean open;
  private boolean ending;
  private boolean complete;

  DeepgramStream(
      RecognitionRequest request,
      LiveListener listener,
      Executor loop,
      EngineSockets sockets,
      URI uri,
      Map<String, String> headers) {
    this.listener = new OrderlyListener(listener);
    this.loop = loop;
    List<String> languages = request.languages().codes();
    this.reader =
        new StreamReader(request.diarization(), languages.size() == 1 ? languages.getFirst() : "");
    this.windows = new Windows(reader, this.listener);
    this.socket = sockets.open(uri, headers, this, loop);
  }

  @Override
  public void opened() {
    open = true;
    listener.ready();
    if (ending && !listener.isOver()) {
      send(CLOSE_STREAM);
    }
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    // An empty message would end the stream.
    if (listener.isOver() || ending || length == 0) {
      return;
    }
    socket.binary(pcm, offset, length);
    sentBytes += length;
  }

  @Override
  public void flush() {
    if (open && !listener.isOver()) {
      socket.flush();
    }
  }

  @Override
  public boolean isWritable() {
    return open && !listener.isOver() && socket.isWritable();
  }

  /** An answer is promised only where a noticeable amount of audio is not transcribed yet. */
  @Override
  public void finish() {
    if (!open || listener.isOver() || ending) {
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
    if (open && !listener.isOver() && !ending) {
      send(KEEP_ALIVE);
    }
  }

  @Override
  public void end() {
    if (listener.isOver() || ending) {
      return;
    }
    ending = true;
    if (open) {
      send(CLOSE_STREAM);
    }
  }

  @Override
  public void abort() {
    listener.silence();
    socket.abort();
  }

  private void send(byte[] message) {
    socket.text(message, 0, message.length);
    socket.flush();
  }

  @Override
  public void text(byte[] buffer, int offset, int length) {
    if (listener.isOver()) {
      return;
    }
    try {
      reader.read(buffer, offset, length, sentMs());
    } catch (JacksonException e) {
      // Its message quotes the text, so it goes no further.
      fail(MessageJson.unreadable());
      return;
    } catch (EngineException e) {
      fail(e);
      return;
    }
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
    if (ending) {
      complete = true;
      socket.close();
    }
  }

  @Override
  public void closed(int code, String reason) {
    if (complete) {
      listener.ended();
    } else {
      listener.failed(closedEarly(code));
    }
  }

  /** 1008 comes with DATA-0000, 1011 with NET-0000 and NET-0001. */
  private static EngineException closedEarly(int code) {
    String message = "closed the stream with " + code;
    return switch (code) {
      case 1008 -> EngineException.rejected(message);
      case 1002, 1003, 1007, 1009, 1010 -> EngineException.broken(message, null);
      default -> EngineException.passing(message, null, null);
    };
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
    listener.writable();
  }

  @Override
  public void readComplete() {
    listener.readComplete();
  }

  private long sentMs() {
    return sentBytes / BYTES_PER_MS;
  }

  private static byte[] message(String type) {
    return ("{\"type\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
