package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.StackOnly;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcription.live.wire.FrameRejected;
import ai.bizcrush.extapi.transcription.live.wire.ServerFrames;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's end of a stream. It begins when the handshake is answered, with nothing read before
 * it is known who the client is, and is over when the channel is closed and the stream has said its
 * last word, whichever comes later.
 */
final class StreamConnection implements Admission.Outcome, Conversation.Line {

  private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);

  private final StreamSockets sockets;
  private final Visit visit;
  private final Channel channel;
  private final Admission admission;
  private final Watch watch;
  private final StreamTrace trace;
  private final ClientOutbox outbox;
  private final EarlyFrames early = new EarlyFrames();

  private ConnectionState state = ConnectionState.ENTERING;
  private @Nullable Conversation conversation;
  private boolean broken;
  private boolean over;

  StreamConnection(StreamSockets sockets, Visit visit, Channel channel) {
    this.sockets = sockets;
    this.visit = visit;
    this.channel = channel;
    this.admission = new Admission(sockets, visit);
    this.trace = new StreamTrace(visit.requestId(), sockets.observations());
    this.outbox = new ClientOutbox(channel, ServerFrames.of(visit.query()), sockets.meters());
    this.watch = new Watch(sockets, this, admission, outbox, System.nanoTime());
  }

  /** The handshake is answered. */
  void begin() {
    sockets.open().add(this);
    LoopClock.start(this, channel.eventLoop());
    admission.begin(this::later, this);
  }

  @Override
  public void admitted(Caller who) {
    trace.caller(who);
    state = ConnectionState.OPEN;
    watch.entered(System.nanoTime());
    conversation = new Conversation(sockets, visit, who, trace, channel.eventLoop(), outbox, this);
    channel.config().setAutoRead(true);
    if (early.replay(this::take)) {
      readComplete();
    }
  }

  /** Takes a frame, which stays its caller's. */
  void take(WebSocketFrame frame) {
    if (state == ConnectionState.ENTERING) {
      early.add(frame);
      return;
    }
    watch.heard();
    if (state != ConnectionState.OPEN) {
      if (frame instanceof CloseWebSocketFrame) {
        leave(); // the answer to ours
      }
      return;
    }
    switch (frame) {
      case PingWebSocketFrame ping -> outbox.pong(ping.content());
      case PongWebSocketFrame _ -> {}
      case CloseWebSocketFrame close -> clientCloses(close);
      default -> message(frame);
    }
  }

  private void message(WebSocketFrame message) {
    sockets.meters().received(message.content().readableBytes());
    conversation().take(message);
  }

  /** What arrived together was taken. */
  void readComplete() {
    if (state == ConnectionState.OPEN) {
      conversation().readComplete();
    }
    outbox.flush();
  }

  /** The client reads again. */
  void writable() {
    outbox.writable();
  }

  /** Time passes; false when the connection is over and needs it no more. */
  boolean tick(long now) {
    try {
      if (conversation != null) {
        conversation.tick(now);
      }
      watch.look(now, state, conversation != null && conversation.hasBegun());
    } catch (RuntimeException | Error e) {
      broken(e);
    }
    return !over;
  }

  /** Ends the stream, its last finals first where the client is to have them. */
  void stop(StreamEnd why) {
    if (conversation == null || !conversation.stop(why)) {
      end(why);
    }
  }

  /** Ends the connection at once; what was said is stored nevertheless. */
  @Override
  public void end(StreamEnd why) {
    if (state == ConnectionState.ENTERING || state == ConnectionState.OPEN) {
      if (state == ConnectionState.ENTERING) {
        admission.cancel();
      }
      closing(why.closeCode());
      outbox.close(why);
      channel.config().setAutoRead(true); // for the answer; the rest is passed over
      if (conversation != null) {
        conversation.clientGone();
      }
    }
  }

  private void clientCloses(CloseWebSocketFrame close) {
    closing(close.statusCode());
    outbox.closeAfter(close);
    conversation().clientGone();
  }

  private void closing(int code) {
    state = ConnectionState.CLOSING;
    watch.closing(System.nanoTime());
    trace.closing(code);
    early.release();
  }

  @Override
  public void ended(StreamEnd end) {
    end(end);
    leaveIfOver();
  }

  @Override
  public void reading(boolean on) {
    watch.reading(on);
    if (state == ConnectionState.OPEN) {
      channel.config().setAutoRead(on);
    }
  }

  @Override
  public void overfull() {
    if (outbox.seal()) {
      later(() -> end(StreamEnd.TOO_SLOW));
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

  /** The channel is closed. */
  void gone() {
    state = ConnectionState.GONE;
    early.release();
    outbox.release();
    if (conversation != null) {
      conversation.clientGone();
    }
    leaveIfOver();
  }

  private void leaveIfOver() {
    if (over || state != ConnectionState.GONE || (conversation != null && !conversation.isOver())) {
      return;
    }
    over = true;
    admission.left();
    trace.ended();
    sockets.open().remove(this);
  }

  /** A fault of ours: the stream is given the chance to store what it has, once. */
  void broken(Throwable cause) {
    log.error("A live stream failed", StackOnly.of(cause));
    if (broken && conversation != null) {
      abort(conversation);
    }
    broken = true;
    end(StreamEnd.BROKEN);
  }

  private void abort(Conversation failed) {
    try {
      failed.abort();
    } catch (RuntimeException | Error e) {
      log.error("A live stream failed to let go", StackOnly.of(e));
    } finally {
      leaveIfOver();
    }
  }

  /** The service stops. */
  void drain() {
    later(() -> stop(Ends.RESTART));
  }

  /** The service stops, and waits no longer. */
  void drop() {
    later(this::leave);
  }

  /** Closes the channel without a word. */
  void leave() {
    channel.close();
  }

  private void later(Runnable task) {
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("An event loop has gone already");
    }
  }

  private Conversation conversation() {
    return Objects.requireNonNull(conversation);
  }
}
