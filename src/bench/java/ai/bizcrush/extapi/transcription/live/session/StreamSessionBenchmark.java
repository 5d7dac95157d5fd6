package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.RecordedMeetings;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.DiskBudget;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a stream costs between its sockets: a frame of 20 ms in, an interim of a growing utterance
 * every 100 ms, a final every second, the time every 100 ms. Run with {@code -prof gc} it tells the
 * bytes allocated; an operation is a message (60 a second: 50 frames and 10 results).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class StreamSessionBenchmark {

  private static final int FRAMES = 50;
  private static final int RESULTS = 10;

  private final byte[] frame = new byte[640];
  private @Nullable LiveStream stream;
  private @Nullable LiveListener engine;
  private long now;
  private long heardMs;
  private int sent;

  /** Begins a stream with an engine that says what it is told to. */
  @Setup
  public void begin() {
    var context =
        new StreamContext(
            request -> List.of(new Engine()),
            new Journal(),
            new NoMeetings(),
            new RingStore(16_000, 64 << 20, new DiskBudget(0), Path.of("unused"), Runnable::run),
            (gap, audio, loop, done) -> done.accept(Outcome.COMMITTED),
            Runnable::run,
            () -> 0.5,
            () -> now,
            new StreamMeters(new SimpleMeterRegistry()),
            StreamRules.STANDARD);
    var config =
        new StreamConfig(
            StreamConfig.Encoding.PCM16,
            "bench",
            LanguageHints.AUTOMATIC,
            false,
            false,
            Set.of(),
            null);
    stream =
        new SessionStreams(context)
            .open(config, new Caller(new UserId("USER000001"), "key"), new Client(), Runnable::run);
    stream.audio(frame, 0, frame.length);
    engine().ready();
  }

  /** A second of a stream. */
  @Benchmark
  @OperationsPerInvocation(FRAMES + RESULTS)
  public int second() {
    LiveStream live = Objects.requireNonNull(stream);
    long from = heardMs;
    for (int i = 1; i <= RESULTS; i++) {
      for (int k = 0; k < FRAMES / RESULTS; k++) {
        live.audio(frame, 0, frame.length);
        live.readComplete();
      }
      now += 100_000_000;
      live.tick(now);
      heardMs += 100;
      result(from, i == RESULTS);
    }
    return sent;
  }

  private void result(long from, boolean last) {
    var words =
        List.of(
            new LiveWord(" one", from, from + 20, 0.9, "", "en"),
            new LiveWord(" two", from + 20, from + 40, 0.9, "", "en"),
            new LiveWord(" three", from + 40, from + 60, 0.9, "", "en"),
            new LiveWord(" four", from + 60, from + 80, 0.9, "", "en"));
    if (last) {
      engine().finals(words);
      engine().endpoint();
      engine().progress(heardMs, heardMs);
    } else {
      engine().interim(words);
      engine().progress(from, heardMs);
    }
    engine().readComplete();
  }

  private LiveListener engine() {
    return Objects.requireNonNull(engine);
  }

  private final class Engine implements LiveEngine, LiveSession {

    private static final LiveCapabilities CAN =
        new LiveCapabilities(
            Set.of("en"), true, true, true, true, true, Duration.ZERO, 2, Duration.ofDays(9999));

    @Override
    public String name() {
      return "bench";
    }

    @Override
    public LiveCapabilities capabilities() {
      return CAN;
    }

    @Override
    public Limits limits() {
      return new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), 3, Duration.ofMillis(250));
    }

    @Override
    public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
      engine = listener;
      return this;
    }

    @Override
    public void audio(byte[] pcm, int offset, int length) {
      sent += length;
    }

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void finish() {}

    @Override
    public void keepAlive() {}

    @Override
    public void end() {}

    @Override
    public void abort() {}
  }

  private final class Client implements StreamClient {

    @Override
    public void connected() {}

    @Override
    public void interim(Chunk chunk) {
      sent += chunk.text().length();
    }

    @Override
    public void finished(Chunk chunk) {
      sent += chunk.text().length();
    }

    @Override
    public void ack(long receivedMs, long finalMs, String resumeToken) {}

    @Override
    public void close(StreamEnd end) {
      throw new IllegalStateException("the stream ended: " + end);
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void flush() {}
  }

  private static final class Journal implements LiveJournal {

    @Override
    public void begin(
        LiveRecording recording,
        byte @Nullable [] resumeKey,
        Executor loop,
        Consumer<Outcome> done) {
      done.accept(Outcome.COMMITTED);
    }

    @Override
    public void resume(
        UserId owner, byte[] resumeKey, int known, Executor loop, Consumer<Resumption> done) {
      done.accept(new Resumption.Unknown());
    }

    @Override
    public void commit(
        LiveRecording recording,
        LiveChunk chunk,
        int number,
        long settledMs,
        Executor loop,
        Consumer<Outcome> done) {
      done.accept(Outcome.COMMITTED);
    }

    @Override
    public void check(LiveRecording recording, Executor loop, Consumer<Outcome> done) {}

    @Override
    public void interim(LiveRecording recording, LiveChunk chunk) {}

    @Override
    public void settled(
        LiveRecording recording, long settledMs, Executor loop, Consumer<Long> stored) {}

    @Override
    public void end(LiveRecording recording) {}
  }

  private static final class NoMeetings implements RecordedMeetings {

    @Override
    public Optional<RecordedMeeting> find(UserId user, String sessionId) {
      return Optional.empty();
    }

    @Override
    public boolean takesPart(UserId user, MeetingId meeting) {
      return false;
    }

    @Override
    public void active(MeetingId meeting) {}
  }
}
