package ai.bizcrush.extapi.engine.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A frame of audio as a client's frame: in one pass, and by Netty's encoder behind the same copy.
 * With {@code -prof gc}.
 */
@NullUnmarked // JMH fills the fields in
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ClientFramesBenchmark {

  /** 20 and 60 ms of audio. */
  @Param({"640", "1920"})
  private int length;

  private final ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
  private final ClientFrames frames = new ClientFrames();
  private byte[] audio;
  private EmbeddedChannel channel;

  @Setup
  public void open() {
    audio = new byte[length];
    channel = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
  }

  @TearDown
  public void close() {
    channel.finishAndReleaseAll();
  }

  @Benchmark
  public int onePass() {
    ByteBuf frame = frames.frame(allocator, ClientFrames.BINARY, audio, 0, length);
    int size = frame.readableBytes();
    frame.release();
    return size;
  }

  @Benchmark
  public int nettysEncoder() {
    ByteBuf copy = allocator.ioBuffer(length).writeBytes(audio);
    channel.writeOutbound(new BinaryWebSocketFrame(copy));
    int parts = 0;
    for (Object part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      ReferenceCountUtil.release(part);
      parts++;
    }
    return parts;
  }
}
