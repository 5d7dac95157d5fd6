package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
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
 * A session of {@code wss /v1/listen}. The engine transcribes window by window: interim results
 * replace each other until a final one closes the window. There is no message when it is ready, and
 * none that says sorry: it closes the socket.
 */
final class DeepgramStream implements LiveSession, SocketListener {

  private static final byte[] KEEP_ALIVE = message("KeepAlive");
  private static final byte[] FINALIZE = message("Finalize");
  private static final byte[] CLOSE_STREAM = message("CloseStream");

  private static final int BYTES_PER_MS = 32;

  /** With no more than this left to transcribe the engine may not answer {@code Finalize}. */
  private static final long INSIGNIFICANT_MS = 100;

  private final OrderlyListener listener;
  private final Executor loop;
  private final StreamReader reader;
  private final EngineSocket socket;

  private long sentBytes;
  private long lastWordEndMs = -1;

  /** Where the last closed window ended, by the engine's own account. */
  private long closedMs = -1;

  /** Final words have been said since the last endpoint. */
  private boolean speaking;

  /** How much had been sent when an endpoint was asked for, -1 when none is owed. */
  private long finishMs = -1;

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
    finishMs = sentMs();
    send(FINALIZE);
    if (nothingIsLeft()) {
      loop.execute(this::finishNothing);
    }
  }

  private boolean nothingIsLeft() {
    return finishMs >= 0 && settles(listener.finalMs());
  }

  private void finishNothing() {
    if (nothingIsLeft()) {
      finishMs = -1;
      endpoint();
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
      case RESULTS -> results();
      case UTTERANCE_END -> utteranceEnd();
      case METADATA -> metadata();
      case ERROR -> fail(EngineException.passing("reported an error", null, null));
      case OTHER -> {}
    }
  }

  private void results() {
    long heard = Math.min(reader.endMs(), sentMs());
    if (reader.isFinal()) {
      finals();
      listener.progress(heard, heard);
    } else if (!repeated()) {
      listener.interim(reader.words());
      listener.progress(0, heard);
    }
  }

  /** Of a window that was closed before. */
  private boolean repeated() {
    return reader.endMs() > 0 && reader.endMs() <= closedMs;
  }

  private void finals() {
    if (!repeated()) {
      closeWindow(reader.words());
    }
    boolean ends = reader.speechFinal() || reader.fromFinalize();
    boolean answers = finishMs >= 0 && (reader.fromFinalize() || settles(reader.endMs()));
    if (answers) {
      finishMs = -1;
    }
    if (answers || (speaking && ends)) {
      endpoint();
    }
  }

  private void closeWindow(List<LiveWord> words) {
    closedMs = Math.max(closedMs, reader.endMs());
    listener.finals(words);
    if (!words.isEmpty()) {
      speaking = true;
      lastWordEndMs = words.getLast().endMs();
    }
  }

  private boolean settles(long endMs) {
    return endMs + INSIGNIFICANT_MS >= finishMs;
  }

  /** May come late, when words of the next utterance have been said already. */
  private void utteranceEnd() {
    long last = reader.lastWordEndMs();
    if (speaking && (last < 0 || last + INSIGNIFICANT_MS >= lastWordEndMs)) {
      endpoint();
    }
  }

  private void endpoint() {
    speaking = false;
    listener.endpoint();
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
