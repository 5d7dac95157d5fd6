package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import ai.bizcrush.extapi.engine.socket.MessageJson;
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

  private final LiveListener listener;
  private final Executor loop;
  private final StreamReader reader;
  private final EngineSocket socket;

  private long sentBytes;
  private long finalMs;
  private long heardMs;
  private long lastWordEndMs = -1;

  /** Where the last closed window ended, by the engine's own account. */
  private long closedMs = -1;

  /** Words of the present window have been said. */
  private boolean tail;

  /** Final words have been said since the last endpoint. */
  private boolean speaking;

  /** How much had been sent when an endpoint was asked for, -1 when none is owed. */
  private long finishMs = -1;

  private boolean open;
  private boolean ending;
  private boolean complete;
  private boolean over;

  DeepgramStream(
      RecognitionRequest request,
      LiveListener listener,
      Executor loop,
      EngineSockets sockets,
      URI uri,
      Map<String, String> headers) {
    this.listener = listener;
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
    if (ending && !over) {
      send(CLOSE_STREAM);
    }
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    // An empty message would end the stream.
    if (over || ending || length == 0) {
      return;
    }
    socket.binary(pcm, offset, length);
    sentBytes += length;
  }

  @Override
  public void flush() {
    if (open && !over) {
      socket.flush();
    }
  }

  @Override
  public boolean isWritable() {
    return open && !over && socket.isWritable();
  }

  /** An answer is promised only where a noticeable amount of audio is not transcribed yet. */
  @Override
  public void finish() {
    if (!open || over || ending) {
      return;
    }
    finishMs = sentMs();
    send(FINALIZE);
    if (settles(finalMs)) {
      loop.execute(this::nothingToFinish);
    }
  }

  private void nothingToFinish() {
    if (!over && finishMs >= 0) {
      endpoint();
      listener.readComplete();
    }
  }

  @Override
  public void keepAlive() {
    if (open && !over && !ending) {
      send(KEEP_ALIVE);
    }
  }

  @Override
  public void end() {
    if (over || ending) {
      return;
    }
    ending = true;
    if (open) {
      send(CLOSE_STREAM);
    }
  }

  @Override
  public void abort() {
    over = true;
    socket.abort();
  }

  private void send(byte[] message) {
    socket.text(message, 0, message.length);
    socket.flush();
  }

  @Override
  public void text(byte[] buffer, int offset, int length) {
    if (over) {
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
    List<LiveWord> words = repeated() ? List.of() : reader.words();
    if (reader.isFinal()) {
      finals(words);
    } else if (tail || !words.isEmpty()) {
      tail = !words.isEmpty();
      listener.interim(words);
    }
    progress(reader.endMs(), reader.isFinal());
  }

  /** Of a window that was closed before. */
  private boolean repeated() {
    return reader.endMs() > 0 && reader.endMs() <= closedMs;
  }

  private void finals(List<LiveWord> words) {
    closedMs = Math.max(closedMs, reader.endMs());
    if (!words.isEmpty()) {
      tail = false;
      speaking = true;
      lastWordEndMs = words.getLast().endMs();
      listener.finals(words);
    } else if (tail) {
      tail = false;
      listener.interim(words);
    }
    boolean ends = reader.speechFinal() || reader.fromFinalize();
    boolean answers = finishMs >= 0 && (reader.fromFinalize() || settles(reader.endMs()));
    if (!over && (answers || (speaking && ends))) {
      endpoint();
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
    finishMs = -1;
    listener.endpoint();
  }

  private void progress(long endMs, boolean isFinal) {
    long end = Math.min(endMs, sentMs());
    long nowFinal = isFinal ? Math.max(finalMs, end) : finalMs;
    long nowHeard = Math.max(heardMs, end);
    if (!over && (nowFinal > finalMs || nowHeard > heardMs)) {
      finalMs = nowFinal;
      heardMs = nowHeard;
      listener.progress(nowFinal, nowHeard);
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
    if (over) {
      return;
    }
    over = true;
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
    if (!over) {
      over = true;
      listener.failed(failure);
    }
  }

  private void fail(EngineException failure) {
    socket.abort();
    failed(failure);
  }

  @Override
  public void writable() {
    if (!over) {
      listener.writable();
    }
  }

  @Override
  public void readComplete() {
    if (!over) {
      listener.readComplete();
    }
  }

  private long sentMs() {
    return sentBytes / BYTES_PER_MS;
  }

  private static byte[] message(String type) {
    return ("{\"type\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
