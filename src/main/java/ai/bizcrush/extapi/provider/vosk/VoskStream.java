package ai.bizcrush.extapi.provider.vosk;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import ai.bizcrush.extapi.engine.socket.OrderlyListener;
import ai.bizcrush.extapi.engine.socket.SocketListener;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executor;
import tools.jackson.core.JacksonException;

/**
 * A stream to vosk-server. It has no message when it is ready and none for errors; it answers each
 * message but the first with one of its own, which says how far it has heard.
 */
final class VoskStream implements LiveSession, SocketListener {

  /** The server compares texts, spaces included. */
  private static final String END = "{\"eof\" : 1}";

  private static final String RESET = "{\"reset\" : 1}";

  private static final int BYTES_PER_MS = 32;

  /** The server takes no messages over 1 MiB. */
  private static final int LARGEST_MESSAGE = 512 * 1024;

  /** What the recogniser may have heard of a word without showing it yet. */
  private static final long LAG_MS = 500;

  /** Ends an utterance under any rule of the models' for pauses, where something was said. */
  private static final int SILENCE_MS = 2200;

  private static final byte[] SILENCE = new byte[SILENCE_MS * BYTES_PER_MS];

  private static final int MOST_SILENCES = 3;

  private final boolean resets;
  private final OrderlyListener listener;
  private final Questions questions = new Questions();
  private final EngineClock clock = new EngineClock();
  private final ReplyReader reader;
  private final RepeatedReply last = new RepeatedReply();
  private final EngineSocket socket;
  private final String config;

  private long sentBytes;
  private long insertedBytes;
  private long heardBytes;
  private int silences;
  private boolean open;
  private boolean ending;
  private boolean complete;

  VoskStream(
      VoskSettings settings,
      String config,
      LiveListener listener,
      EngineSockets sockets,
      Executor loop) {
    this.resets = settings.reset();
    this.config = config;
    this.listener = new OrderlyListener(listener);
    this.reader = new ReplyReader(settings.language(), clock);
    this.socket = sockets.open(URI.create(settings.url()), Map.of(), this, loop);
  }

  @Override
  public void opened() {
    open = true;
    socket.text(config);
    socket.flush();
    listener.ready();
    if (ending && !listener.isOver()) {
      ask(END, Questions.END);
    }
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    if (listener.isOver() || ending) {
      return;
    }
    for (int sent = 0; sent < length; sent += LARGEST_MESSAGE) {
      int bytes = Math.min(LARGEST_MESSAGE, length - sent);
      socket.binary(pcm, offset + sent, bytes);
      questions.add(bytes);
      sentBytes += bytes;
    }
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

  @Override
  public void finish() {
    if (!open || listener.isOver() || ending) {
      return;
    }
    if (resets) {
      ask(RESET, Questions.RESET);
    } else {
      silences = 0;
      silence();
    }
  }

  private void silence() {
    clock.silence((sentBytes + insertedBytes) / BYTES_PER_MS, SILENCE_MS);
    socket.binary(SILENCE, 0, SILENCE.length);
    insertedBytes += SILENCE.length;
    questions.add(Questions.SILENCE);
    silences++;
    socket.flush();
  }

  /** A server that hears nothing waits; it has no message to be kept with. */
  @Override
  public void keepAlive() {}

  @Override
  public void end() {
    if (listener.isOver() || ending) {
      return;
    }
    ending = true;
    if (open) {
      ask(END, Questions.END);
    }
  }

  @Override
  public void abort() {
    listener.silence();
    socket.abort();
  }

  private void ask(String message, long question) {
    socket.text(message);
    questions.add(question);
    socket.flush();
  }

  @Override
  public void text(byte[] buffer, int offset, int length) {
    if (listener.isOver()) {
      return;
    }
    if (questions.isEmpty()) {
      fail(EngineException.broken("answered more than it was asked", null));
      return;
    }
    long question = questions.take();
    heardBytes += Math.max(0, question);
    if (question >= 0 && last.is(buffer, offset, length)) {
      progress();
      return;
    }
    if (read(buffer, offset, length)) {
      last.keep(buffer, offset, reader.isFinal() ? 0 : length);
      answered(question);
    }
  }

  private boolean read(byte[] buffer, int offset, int length) {
    try {
      reader.read(buffer, offset, length, (sentBytes + insertedBytes) / BYTES_PER_MS);
      return true;
    } catch (JacksonException e) {
      // Its message quotes the text, so it goes no further.
      fail(MessageJson.unreadable());
    } catch (EngineException e) {
      fail(e);
    }
    return false;
  }

  private void answered(long question) {
    if (question == Questions.SILENCE) {
      silent();
    } else if (question >= 0) {
      audible();
    } else if (!reader.isFinal()) {
      fail(EngineException.broken("answered without a final result", null));
    } else if (question == Questions.RESET) {
      reset();
    } else {
      ended();
    }
  }

  private void audible() {
    if (reader.isFinal()) {
      finals();
    } else {
      listener.interim(reader.words());
    }
    progress();
  }

  private void reset() {
    listener.finals(reader.words());
    clock.reset(heardBytes / BYTES_PER_MS);
    listener.endpoint();
    settle();
  }

  /** The silence either ended the utterance or found none; else there was not enough of it. */
  private void silent() {
    if (reader.isFinal()) {
      listener.finals(reader.words());
    } else {
      listener.interim(reader.words());
    }
    if (listener.hasTail()) {
      if (silences < MOST_SILENCES && !listener.isOver() && !ending) {
        silence();
      } else {
        listener.endpoint();
      }
      return;
    }
    listener.endpoint();
    settle();
  }

  private void ended() {
    finals();
    settle();
    complete = true;
    if (!listener.isOver()) {
      socket.close();
    }
  }

  /** A final reply is an utterance, or nothing. */
  private void finals() {
    listener.finals(reader.words());
    if (!reader.words().isEmpty()) {
      listener.endpoint();
    }
  }

  /** Without a tail nothing is open but what the recogniser does not show yet. */
  private void progress() {
    long heard = heardBytes / BYTES_PER_MS;
    listener.progress(listener.hasTail() ? 0 : heard - LAG_MS, heard);
  }

  private void settle() {
    long heard = heardBytes / BYTES_PER_MS;
    listener.progress(heard, heard);
  }

  @Override
  public void closed(int code, String reason) {
    if (complete) {
      listener.ended();
    } else {
      listener.failed(EngineException.passing("closed the stream with " + code, null, null));
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
    listener.writable();
  }

  @Override
  public void readComplete() {
    listener.readComplete();
  }
}
