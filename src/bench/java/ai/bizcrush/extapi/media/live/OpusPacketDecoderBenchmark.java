package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.CanonicalPcm;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a packet of 20 ms of a stream that sends Opus costs the loop more than one that sends PCM:
 * voice at 24 kbit/s, as browsers send it. Run with {@code -prof gc} it tells the bytes allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class OpusPacketDecoderBenchmark {

  private static final int PACKETS = 50;
  private static final int FRAME = CanonicalPcm.SAMPLE_RATE / 50;

  private final byte[][] packets = new byte[PACKETS][];
  private final byte[] pcm = new byte[OpusPacketDecoder.MOST_BYTES];
  private final OpusPacketDecoder decoder = new OpusPacketDecoder();

  public OpusPacketDecoderBenchmark() {
    try {
      var encoder =
          new OpusEncoder(CanonicalPcm.SAMPLE_RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
      encoder.setBitrate(24_000);
      short[] voice = new short[FRAME];
      byte[] packet = new byte[1275];
      for (int i = 0; i < PACKETS; i++) {
        speak(voice, i * FRAME);
        int length = encoder.encode(voice, 0, FRAME, packet, 0, packet.length);
        packets[i] = Arrays.copyOf(packet, length);
      }
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A vowel: the harmonics of 120 Hz, weaker the higher, four syllables a second. */
  private static void speak(short[] voice, int from) {
    for (int i = 0; i < voice.length; i++) {
      double at = (from + i) * 2 * Math.PI / CanonicalPcm.SAMPLE_RATE;
      double sum = 0;
      for (int harmonic = 1; harmonic <= 20; harmonic++) {
        sum += Math.sin(at * 120 * harmonic) / harmonic;
      }
      voice[i] = (short) (6000 * sum * (1 + Math.sin(at * 4)) / 2);
    }
  }

  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int decode() {
    int bytes = 0;
    for (byte[] packet : packets) {
      bytes += decoder.decode(packet, 0, packet.length, pcm, 0);
    }
    return bytes;
  }
}
