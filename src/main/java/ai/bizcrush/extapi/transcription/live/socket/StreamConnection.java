package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.StackOnly;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcription.live.wire.FrameRejected;
import ai.bizcrush.extapi.transcription.live.wire.ServerFrames;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
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
final class StreamConnection extends ChannelInboundHandlerAdapter implements Conversation.Line {

  private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);
  private static final long ENTER_WITHIN = Duration.ofSeconds(10).toNanos();
  private static final long CLOSE_WITHIN = Duration.ofSeconds(3).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private static final int NO_CODE = 1005;

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
  private long now = since;
  private long enteredAt;
  private long checkedAt;
  private long closeBy;
  private boolean placed;
  private boolean heard;
  private boolean paused;
  private boolean overfull;
  private boolean broken;
  private boolean over;

  StreamConnection(StreamSockets sockets, Visit visit) {
    this.sockets = sockets;
    this.visit = visit;
    this.trace = new StreamTrace(visit.requestId(), sockets.observations());
    this.heartbeat = new Heartbeat(sockets.settings().ping().toNanos(), since);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    outbox = new ClientOutbox(ctx.channel(), ServerFrames.of(visit.query()), sockets.meters());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == StreamTakeover.TAKEN_OVER) {
      begin(ctx);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /** The handshake is answered. */
  private void begin(ChannelHandlerContext ctx) {
    sockets.open().add(this);
    LoopClock.start(this, ctx.channel().eventLoop());
    placed = sockets.places().take();
    if (sockets.open().isDraining()) {
      end(Ends.RESTART);
    } else if (!placed) {
      end(Ends.NO_ROOM);
    } else {
      enter();
    }
  }

  private void enter() {
    CompletableFuture<Caller> answer = sockets.door().enter(visit).toCompletableFuture();
    if (answer.isDone()) {
      answer.whenComplete(this::entered);
    } else {
      answer.whenComplete((who, failure) -> later(() -> entered(who, failure)));
    }
  }

  private void entered(@Nullable Caller who, @Nullable Throwable failure) {
    if (state != State.ENTERING) {
      return;
    }
    if (who == null) {
      end(Ends.refusal(Objects.requireNonNull(failure)));
    } else if (!sockets.places().take(who.keyId())) {
      end(Ends.TOO_MANY_OF_KEY);
    } else {
      open(who);
    }
  }

  private void open(Caller who) {
    caller = who;
    trace.caller(who);
    sockets.guests().isWelcome(who); // from now on the key is watched
    state = State.OPEN;
    enteredAt = System.nanoTime();
    conversation =
        new Conversation(
            sockets, visit, who, trace, context().channel().eventLoop(), outbox(), this);
    context().channel().config().setAutoRead(true);
    if (!early.isEmpty()) {
      for (WebSocketFrame frame = early.poll(); frame != null; frame = early.poll()) {
        channelRead(context(), frame);
      }
      channelReadComplete(context());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      ReferenceCountUtil.release(message);
    } else if (state == State.ENTERING) {
      early.add(frame);
    } else {
      try {
        take(frame);
      } catch (FrameRejected rejected) {
        end(rejected.end());
      } finally {
        frame.release();
      }
    }
  }

  private void take(WebSocketFrame frame) {
    heard = true;
    if (state != State.OPEN) {
      if (frame instanceof CloseWebSocketFrame) {
        context().close(); // the answer to ours
      }
      return;
    }
    switch (frame) {
      case PingWebSocketFrame ping -> outbox().pong(ping.content());
      case PongWebSocketFrame _ -> {}
      case CloseWebSocketFrame close -> clientCloses(close);
      default -> {
        sockets.meters().received(frame.content().readableBytes());
        conversation().take(frame);
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (state == State.OPEN) {
      conversation().readComplete();
    }
    outbox().flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      outbox().writable();
    }
  }

  /** Time passes; false when the connection is over and needs it no more. */
  boolean tick(long nanoTime) {
    now = nanoTime;
    if (heard || paused) { // while the client is not read, its answers are not either
      heard = false;
      heartbeat.alive();
    }
    try {
      if (conversation != null) {
        conversation.tick(now);
      }
      look();
    } catch (RuntimeException e) {
      broken(e);
    }
    return !over;
  }

  private void look() {
    switch (state) {
      case ENTERING -> {
        if (now - since >= ENTER_WITHIN) {
          end(Ends.UNAVAILABLE);
        }
      }
      case OPEN -> {
        lookAfterStream();
        lookAfterClient();
      }
      case CLOSING -> {
        if (now - closeBy >= 0) {
          context().close();
        }
      }
      case GONE -> {}
    }
  }

  private void lookAfterStream() {
    if (now - checkedAt >= SECOND) {
      checkedAt = now;
      if (!sockets.guests().isWelcome(Objects.requireNonNull(caller))) {
        stop(Ends.REVOKED);
      }
    }
    if (now - enteredAt >= sockets.limits().streamDuration().toNanos()) {
      stop(Ends.TOO_LONG);
    }
    if (!conversation().hasBegun()
        && now - enteredAt >= sockets.settings().firstFrame().toNanos()) {
      end(Ends.NOTHING_SAID);
    }
  }

  private void lookAfterClient() {
    switch (heartbeat.at(now)) {
      case NONE -> {}
      case PING -> outbox().ping();
      case GIVE_UP -> context().close();
    }
  }

  /** Ends the stream, its last finals first where the client is to have them. */
  private void stop(StreamEnd why) {
    if (conversation == null || !conversation.stop(why)) {
      end(why);
    }
  }

  /** Ends the connection at once; what was said is stored nevertheless. */
  private void end(StreamEnd why) {
    if (state == State.ENTERING || state == State.OPEN) {
      if (state == State.ENTERING && placed) {
        placed = false; // who was not let in takes nobody's place while it leaves
        sockets.places().giveBack();
      }
      closing(why.closeCode());
      outbox().close(why);
      context().channel().config().setAutoRead(true); // for the answer; the rest is passed over
      if (conversation != null) {
        conversation.clientGone();
      }
    }
  }

  private void clientCloses(CloseWebSocketFrame close) {
    closing(close.statusCode() < 0 ? NO_CODE : close.statusCode());
    outbox().closeAfter(close);
    conversation().clientGone();
  }

  private void closing(int code) {
    state = State.CLOSING;
    closeBy = System.nanoTime() + CLOSE_WITHIN;
    trace.closing(code);
    releaseEarly();
  }

  @Override
  public void ended(StreamEnd end) {
    end(end);
    leaveIfOver();
  }

  @Override
  public void reading(boolean on) {
    paused = !on;
    if (state == State.OPEN) {
      context().channel().config().setAutoRead(on);
    }
  }

  @Override
  public void overfull() {
    if (!overfull) {
      overfull = true;
      outbox().seal();
      later(() -> end(Ends.TOO_SLOW));
    }
  }

  @Override
  public void failed(RuntimeException failure) {
    if (failure instanceof FrameRejected rejected) {
      end(rejected.end());
    } else {
      broken(failure);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    state = State.GONE;
    releaseEarly();
    outbox().release();
    if (conversation != null) {
      conversation.clientGone();
    }
    leaveIfOver();
  }

  private void leaveIfOver() {
    if (over || state != State.GONE || (conversation != null && !conversation.isOver())) {
      return;
    }
    over = true;
    if (placed) {
      sockets.places().giveBack();
    }
    if (caller != null) {
      sockets.places().giveBack(caller.keyId());
    }
    trace.ended();
    sockets.open().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      ctx.close();
    } else if (cause instanceof CodecException) {
      end(Ends.failure(cause));
    } else {
      broken(cause);
    }
  }

  /** A fault of ours: the stream is given the chance to store what it has, once. */
  private void broken(Throwable cause) {
    log.error("A live stream failed", StackOnly.of(cause));
    if (broken && conversation != null) {
      conversation.forget();
      leaveIfOver();
    }
    broken = true;
    end(Ends.BROKEN);
  }

  /** The service stops. */
  void drain() {
    later(() -> stop(Ends.RESTART));
  }

  /** The service stops, and waits no longer. */
  void drop() {
    later(() -> context().close());
  }

  private void later(Runnable task) {
    try {
      context().channel().eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("An event loop has gone already");
    }
  }

  private void releaseEarly() {
    early.forEach(WebSocketFrame::release);
    early.clear();
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context);
  }

  private ClientOutbox outbox() {
    return Objects.requireNonNull(outbox);
  }

  private Conversation conversation() {
    return Objects.requireNonNull(conversation);
  }
}
