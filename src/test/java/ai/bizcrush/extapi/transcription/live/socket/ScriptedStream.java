package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A session that notes what it hears, and says what the test tells it to. */
final class ScriptedStream implements LiveStream {

  final StreamConfig config;
  final Caller caller;
  final Queue<String> events = new ConcurrentLinkedQueue<>();
  final AtomicLong ticks = new AtomicLong();
  final AtomicLong heard = new AtomicLong();
  private final StreamClient client;
  final Executor loop;
  private final ByteArrayOutputStream audio = new ByteArrayOutputStream();
  private volatile boolean patient;
  private final Map<String, Runnable> cues = new ConcurrentHashMap<>();
  private volatile boolean broken;
  private volatile boolean closed;

  ScriptedStream(StreamConfig config, Caller caller, StreamClient client, Executor loop) {
    this.config = config;
    this.caller = caller;
    this.client = client;
    this.loop = loop;
  }

  /** From now on the stream takes its time: it does not end when it is told to. */
  ScriptedStream patient() {
    patient = true;
    return this;
  }

  /** Does something, on the loop, at the next such event; {@code audio} is one too. */
  ScriptedStream at(String event, Runnable cue) {
    cues.put(event, cue);
    return this;
  }

  /** The client is not to be read from once it was heard. */
  ScriptedStream full() {
    return at("audio", client::pauseReading);
  }

  /** From now on whatever is asked of the stream fails. */
  void breakDown() {
    broken = true;
  }

  /** Has the stream speak to its client, on its loop. */
  void say(Consumer<StreamClient> words) {
    loop.execute(
        () -> {
          words.accept(client);
          client.flush();
        });
  }

  void interim(String id, String text) {
    say(to -> to.interim(chunk(id, text, false)));
  }

  void finished(String id, String text) {
    say(to -> to.finished(chunk(id, text, true)));
  }

  void end(StreamEnd end) {
    say(to -> close(end));
  }

  Chunk chunk(String id, String text, boolean last) {
    return new SaidChunk(id, config.sessionId(), text, last);
  }

  byte[] audio() {
    synchronized (audio) {
      return audio.toByteArray();
    }
  }

  private void cue(String event) {
    Runnable cue = cues.isEmpty() ? null : cues.remove(event);
    if (cue != null) {
      cue.run();
    }
  }

  private void note(String event) {
    cue(event);
    if (closed) {
      events.add(event + " after close");
    } else if (broken) {
      throw new IllegalStateException("scripted");
    } else {
      events.add(event);
    }
  }

  private void close(StreamEnd end) {
    closed = true;
    client.close(end);
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    if (closed || broken) {
      note("audio");
    }
    heard.addAndGet(length);
    cue("audio");
    synchronized (audio) {
      if (audio.size() < 1 << 20) {
        audio.write(pcm, offset, length);
      }
    }
  }

  @Override
  public void readComplete() {
    if (closed || broken) {
      note("readComplete");
    }
  }

  @Override
  public void finish() {
    note("finish");
  }

  @Override
  public void keepAlive() {
    note("keepAlive");
  }

  @Override
  public void end() {
    note("end");
    if (!patient) {
      close(StreamEnd.COMPLETE);
    }
  }

  @Override
  public void clientGone() {
    note("clientGone");
    if (!patient) {
      close(StreamEnd.COMPLETE);
    }
  }

  @Override
  public void stop(StreamEnd why) {
    note("stop " + why.closeCode() + " " + why.reason());
    if (!patient) {
      close(why);
    }
  }

  @Override
  public void abort() {
    events.add("abort");
  }

  @Override
  public void tick(long nanoTime) {
    if (closed || broken) {
      note("tick");
    }
    ticks.incrementAndGet();
  }

  private record SaidChunk(String id, String sessionId, CharSequence text, boolean isFinal)
      implements Chunk {
    @Override
    public String speaker() {
      return "";
    }

    @Override
    public String language() {
      return "";
    }

    @Override
    public long startMs() {
      return 0;
    }

    @Override
    public long endMs() {
      return 0;
    }

    @Override
    public double confidence() {
      return 0;
    }

    @Override
    public List<LiveWord> words() {
      return List.of();
    }
  }
}
