package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.StackOnly;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcription.live.wire.ServerFrames;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's end of a stream: the last handler of its channel. It begins when the handshake is
 * answered, with nothing read before it is known who the client is, and is over when the channel is
 * closed and the stream has said its last word, whichever comes later.
 */
final class StreamConnection extends ChannelInboundHandlerAdapter {

  private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);
  private static final long ENTER_WITHIN = Duration.ofSeconds(10).toNanos();
  private static final long CLOSE_WITHIN = Duration.ofSeconds(3).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private enum State {
    ENTERING,
    OPEN,
    CLOSING,
    GONE
  }

  private final StreamSockets sockets;
  private final Visit visit;
  private final StreamTrace trace;
  private final Deque<WebSocketFrame> early = new ArrayDeque<>();
  private final long since = System.nanoTime();
  private final Heartbeat heartbeat;

  private State state = State.ENTERING;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ClientOutbox outbox;
  private @Nullable Conversation conversation;
  private @Nullable Caller caller;
  private long heardAt = since;
  private long checkedAt = since;
  private long closeBy;
  private boolean placed;
  private boolean overfull;
  private boolean over;
}
