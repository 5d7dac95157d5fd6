package ai.bizcrush.extapi.engine.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/** Joins the frames of a message and copies it into the loop's buffer for the listener. */
final class Messages {

  /** Longer messages have a buffer of their own for a moment. */
  private static final int SCRATCH = 16 * 1024;

  private static final FastThreadLocal<byte[]> BUFFER =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[SCRATCH];
        }
      };

  private final int longest;
  private @Nullable ByteBuf joined;
  private boolean joinedText;

  Messages(int longest) {
    this.longest = longest;
  }

  /** Takes a data frame and says the message that it completes, if it does. */
  void take(ChannelHandlerContext ctx, WebSocketFrame frame, SocketListener listener) {
    ByteBuf before = joined;
    if (before == null && frame.isFinalFragment()) {
      say(frame.content(), frame instanceof TextWebSocketFrame, listener);
      return;
    }
    if (before == null) {
      joinedText = frame instanceof TextWebSocketFrame;
      before = ctx.alloc().buffer();
      joined = before;
    }
    if (before.readableBytes() + frame.content().readableBytes() > longest) {
      throw new TooLongFrameException();
    }
    before.writeBytes(frame.content());
    if (frame.isFinalFragment()) {
      try {
        say(before, joinedText, listener);
      } finally {
        release();
      }
    }
  }

  private static void say(ByteBuf message, boolean text, SocketListener listener) {
    int length = message.readableBytes();
    byte[] buffer = length <= SCRATCH ? BUFFER.get() : new byte[length];
    message.getBytes(message.readerIndex(), buffer, 0, length);
    if (text) {
      listener.text(buffer, 0, length);
    } else {
      listener.binary(buffer, 0, length);
    }
  }

  void release() {
    if (joined != null) {
      joined.release();
      joined = null;
    }
  }
}
