package ai.bizcrush.extapi.provider.vosk;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import ai.bizcrush.extapi.engine.socket.SocketSession;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A stream to vosk-server: what its owner wants as messages, and each answer with its question. The
 * server has no message when it is ready and none for errors; it answers each message but the first
 * with one of its own.
 */
final class VoskStream extends SocketSession {

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
  private final Questions questions = new Questions();
  private final EngineClock clock = new EngineClock();
  private final ReplyReader reader;
  private final Utterances utterances;
  private final RepeatedReply last = new RepeatedReply();
  private final String config;

  private long sentBytes;
  private long insertedBytes;
  private int silences;

  VoskStream(
      VoskSettings settings,
      String config,
      LiveListener listener,
      EngineSockets sockets,
      Executor loop) {
    super(listener, session -> sockets.open(URI.create(settings.url()), Map.of(), session, loop));
    this.resets = settings.reset();
    this.config = config;
    this.reader = new ReplyReader(settings.language(), clock);
    this.utterances = new Utterances(reader, clock, this.listener);
  }

  @Override
  public void opened() {
    socket.text(config);
    socket.flush();
    ready();
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    if (!isOpen()) {
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
  public void finish() {
    if (!isOpen()) {
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
  protected void sendEnd() {
    ask(END, Questions.END);
  }

  private void ask(String message, long question) {
    socket.text(message);
    questions.add(question);
    socket.flush();
  }

  @Override
  protected void message(byte[] buffer, int offset, int length) {
    if (questions.isEmpty()) {
      throw EngineException.broken("answered more than it was asked", null);
    }
    long question = questions.take();
    utterances.heard(Math.max(0, question));
    if (question >= 0 && last.is(buffer, offset, length)) {
      utterances.progress();
      return;
    }
    reader.read(buffer, offset, length, (sentBytes + insertedBytes) / Utterances.BYTES_PER_MS);
    last.keep(buffer, offset, reader.isFinal() ? 0 : length);
    answered(question);
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
      utterances.last();
      complete();
    }
  }

  /** The silence either ended the utterance or found none; else there was not enough of it. */
  private void silent() {
    utterances.silence();
    if (!listener.hasTail()) {
      utterances.endpoint();
    } else if (silences < MOST_SILENCES && isOpen()) {
      silence();
    } else {
      listener.endpoint();
    }
  }

  @Override
  protected EngineException closedEarly(int code, String reason) {
    return EngineException.passing("closed the stream with " + code, null, null);
  }
}
