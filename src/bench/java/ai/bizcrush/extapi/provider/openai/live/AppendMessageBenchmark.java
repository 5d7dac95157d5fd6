package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.media.live.Upsampler;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a frame of 20 ms costs on its way to the Realtime API before the socket: to 24 kHz, and to
 * 24 kHz and into a message. Run with {@code -prof gc} it tells the bytes allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class AppendMessageBenchmark {

  private final byte[] frame = new byte[640];
  private final byte[] target = new byte[Upsampler.mostBytes(frame.length)];
  private final Upsampler upsampler = new Upsampler();
  private final AppendMessage message = new AppendMessage();
  private final Pauses pauses = new Pauses();

  public AppendMessageBenchmark() {
    new Random(1).nextBytes(frame);
  }

  @Benchmark
  public int resample() {
    return upsampler.resample(frame, 0, frame.length, target, 0);
  }

  @Benchmark
  public int resampleAndWrite() {
    return message.of(frame, 0, frame.length);
  }

  @Benchmark
  public long hear() {
    pauses.hear(frame, 0, frame.length);
    return pauses.endedMs();
  }
}
