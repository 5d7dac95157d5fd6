package ai.bizcrush.extapi.provider.vosk;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import ai.bizcrush.extapi.engine.socket.SocketListener;
import java.net.URI;
import java.util.List;
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
  private final LiveListener listener;
  private final Questions questions = new Questions();
  private final EngineClock clock = new EngineClock();
  private final ReplyReader reader;
  private final RepeatedReply last = new RepeatedReply();
  private final EngineSocket socket;
  private final String config;

  private long sentBytes;
  private long insertedBytes;
  private long heardBytes;
  private long finalMs;
  private long heardMs;
  private int silences;
  private boolean tail;
  private boolean open;
  private boolean ending;
  private boolean complete;
  private boolean over;

  VoskStream(
      VoskSettings settings,
      String config,
      LiveListener listener,
      EngineSockets sockets,
      Executor loop) {
    this.resets = settings.reset();
    this.config = config;
    this.listener = listener;
    this.reader = new ReplyReader(settings.language(), clock);
    this.socket = sockets.open(URI.create(settings.url()), Map.of(), this, loop);
  }

  @Override
  public void opened() {
    open = true;
    socket.text(config);
    socket.flush();
    listener.ready();
    if (ending && !over) {
      ask(END, Questions.END);
    }
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    if (over || ending) {
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
    if (open && !over) {
      socket.flush();
    }
  }

  @Override
  public boolean isWritable() {
    return open && !over && socket.isWritable();
  }

  @Override
  public void finish() {
    if (!open || over || ending) {
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
    if (over || ending) {
      return;
    }
    ending = true;
    if (open) {
      ask(END, Questions.END);
    }
  }

  @Override
  public void abort() {
    over = true;
    socket.abort();
  }

  private void ask(String message, long question) {
    socket.text(message);
    questions.add(question);
    socket.flush();
  }

  @Override
  public void text(byte[] buffer, int offset, int length) {
    if (over) {
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
      if (finals()) {
        endpoint();
      }
    } else {
      interim();
    }
    progress();
  }

  private void reset() {
    finals();
    clock.reset(heardBytes / BYTES_PER_MS);
    endpoint();
    settle();
  }

  /** The silence either ended the utterance or found none; else there was not enough of it. */
  private void silent() {
    if (reader.isFinal()) {
      finals();
    } else {
      interim();
      if (tail && silences < MOST_SILENCES && !over && !ending) {
        silence();
        return;
      }
    }
    endpoint();
    if (!tail) {
      settle();
    }
  }

  private void ended() {
    if (finals()) {
      endpoint();
    }
    settle();
    complete = true;
    if (!over) {
      socket.close();
    }
  }

  /** Says the words of a final reply, if there are any. */
  private boolean finals() {
    List<LiveWord> words = reader.words();
    if (words.isEmpty()) {
      interim();
      return false;
    }
    tail = false;
    listener.finals(words);
    return true;
  }

  private void interim() {
    List<LiveWord> words = reader.words();
    if (tail || !words.isEmpty()) {
      tail = !words.isEmpty();
      listener.interim(words);
    }
  }

  private void endpoint() {
    if (!over) {
      listener.endpoint();
    }
  }

  /** Without a tail nothing is open but what the recogniser does not show yet. */
  private void progress() {
    long heard = heardBytes / BYTES_PER_MS;
    progress(tail ? finalMs : Math.max(finalMs, heard - LAG_MS), heard);
  }

  private void settle() {
    long heard = heardBytes / BYTES_PER_MS;
    progress(heard, heard);
  }

  private void progress(long nowFinal, long nowHeard) {
    if (!over && (nowFinal > finalMs || nowHeard > heardMs)) {
      finalMs = nowFinal;
      heardMs = nowHeard;
      listener.progress(nowFinal, nowHeard);
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
      listener.failed(EngineException.passing("closed the stream with " + code, null, null));
    }
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
}
