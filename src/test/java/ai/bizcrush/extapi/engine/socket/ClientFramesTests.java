package ai.bizcrush.extapi.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFramesTests {

  private final ClientFrames frames = new ClientFrames();

  /** Read by somebody else's decoder. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 125, 126, 127, 640, 65535, 65536})
  void aServerReadsWhatWasWritten(int length) {
    byte[] bytes = new byte[length + 11];
    new Random(length).nextBytes(bytes);
    var server =
        new EmbeddedChannel(
            new WebSocket13FrameDecoder(
                WebSocketDecoderConfig.newBuilder()
                    .expectMaskedFrames(true)
                    .allowMaskMismatch(false)
                    .maxFramePayloadLength(1 << 20)
                    .build()));

    server.writeInbound(frame(bytes, 7, length));

    WebSocketFrame read = server.readInbound();
    byte[] payload = new byte[length];
    read.content().readBytes(payload).release();
    assertThat(read).isInstanceOf(BinaryWebSocketFrame.class);
    assertThat(payload).isEqualTo(Arrays.copyOfRange(bytes, 7, 7 + length));
    assertThat(server.finishAndReleaseAll()).isFalse();
  }

  @Test
  void everyFrameHasAKeyOfItsOwn() {
    var keys = new HashSet<Integer>();

    for (int i = 0; i < 1000; i++) {
      ByteBuf frame = frame(new byte[4], 0, 4);
      keys.add(frame.getInt(2));
      frame.release();
    }

    assertThat(keys).hasSizeGreaterThan(990);
  }

  private ByteBuf frame(byte[] bytes, int offset, int length) {
    return frames.frame(
        UnpooledByteBufAllocator.DEFAULT, ClientFrames.BINARY, bytes, offset, length);
  }
}
