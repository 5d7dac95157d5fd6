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
 * A stream to vosk-server: what its owner wants as messages, and each answer with its question. The
 * server has no message when it is ready and none for errors; it answers each message but the first
 * with one of its own.
 */
final class VoskStream implements LiveSession, SocketListener {

  /** The server compares texts, spaces included. */
  private static final String END = "{\"eof\" : 1}";

  private static final String RESET = "{\"reset\" : 1}";

  /** The server takes no messages over 1 MiB. */
  private static final int LARGEST_MESSAGE = 512 * 1024;

  /** Ends an utterance under any rule of the models' for pauses, where something was said. */
  private static final int SILENCE_MS = 2200;

  private static final byte[] SILENCE = new byte[SILENCE_MS * Utterances.BYTES_PER_MS];

  private static final int MOST_SILENCES = 3;

  private final boolean resets;
  private final OrderlyListener listener;
  private final Questions questions = new Questions();
  private final EngineClock clock = new EngineClock();
  private final ReplyReader reader;
  private final Utterances utterances;
  private final RepeatedReply last = new RepeatedReply();
  private final EngineSocket socket;
  private final String config;

  private long sentBytes;
  private long insertedBytes;
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
    this.utterances = new Utterances(reader, clock, this.listener);
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
    clock.silence((sentBytes + insertedBytes) / Utterances.BYTES_PER_MS, SILENCE_MS);
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
    utterances.heard(Math.max(0, question));
    if (question >= 0 && last.is(buffer, offset, length)) {
      utterances.progress();
      return;
    }
    if (read(buffer, offset, length)) {
      last.keep(buffer, offset, reader.isFinal() ? 0 : length);
      answered(question);
    }
  }

  private boolean read(byte[] buffer, int offset, int length) {
    try {
      reader.read(buffer, offset, length, (sentBytes + insertedBytes) / Utterances.BYTES_PER_MS);
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
      utterances.audio();
    } else if (!reader.isFinal()) {
      fail(EngineException.broken("answered without a final result", null));
    } else if (question == Questions.RESET) {
      utterances.reset();
    } else {
      ended();
    }
  }

  /** The silence either ended the utterance or found none; else there was not enough of it. */
  private void silent() {
    utterances.silence();
    if (!listener.hasTail()) {
      utterances.endpoint();
    } else if (silences < MOST_SILENCES && !listener.isOver() && !ending) {
      silence();
    } else {
      listener.endpoint();
    }
  }

  private void ended() {
    utterances.last();
    complete = true;
    if (!listener.isOver()) {
      socket.close();
    }
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
