package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcription.live.wire.ClientFrames;
import ai.bizcrush.extapi.transcription.live.wire.FrameRejected;
import ai.bizcrush.extapi.transcription.live.wire.StreamInput;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client that was let in, and its stream: what the client says is told to the stream, in turns,
 * until either of them is gone.
 */
final class Conversation implements StreamInput, Intake.Owner {

  /** What the conversation asks of its connection. */
  interface Line {

    /** The stream has said its last word. */
    void ended(StreamEnd end);

    /** Whether the client is to be read from. */
    void reading(boolean on);

    /** The client leaves more unread than it may; called while the stream speaks. */
    void overfull();

    /** What the client sent cannot be heard. */
    void failed(RuntimeException failure);
  }

  private final StreamSockets sockets;
  private final Caller caller;
  private final StreamTrace trace;
  private final EventLoop loop;
  private final ClientOutbox outbox;
  private final Line line;
  private final Intake intake;

  private @Nullable StreamConfig config;
  private @Nullable LiveStream stream;
  private boolean paused;
  private boolean reading = true;
  private boolean over;
  private boolean leaving;
  private boolean gone;
  private boolean stopped;

  Conversation(
      StreamSockets sockets,
      Visit visit,
      Caller caller,
      StreamTrace trace,
      EventLoop loop,
      ClientOutbox outbox,
      Line line) {
    this.sockets = sockets;
    this.caller = caller;
    this.trace = trace;
    this.loop = loop;
    this.outbox = outbox;
    this.line = line;
    this.intake = new Intake(new ClientFrames(visit.query(), sockets.configs(), this), loop, this);
  }

  /** Whether the client has said what it wants. */
  boolean hasBegun() {
    return config != null;
  }

  /** Whether nothing comes from the stream any more. */
  boolean isOver() {
    return over || stream == null;
  }

  /** Takes a whole message; one that has to be rejected is a failure. */
  void take(WebSocketFrame message) {
    try {
      intake.take(message);
      read();
    } catch (FrameRejected rejected) {
      line.failed(rejected);
    }
  }

  void readComplete() {
    intake.endTurn();
    passOn();
  }

  @Override
  public void turned() {
    passOn();
    leaveIfHeard();
    read();
    outbox.flush();
  }

  @Override
  public void failed(RuntimeException failure) {
    line.failed(failure);
    leaveIfHeard(); // no other turn may come, and nobody else tells the stream
  }

  private void leaveIfHeard() {
    if (leaving && !intake.isBehind()) {
      leave();
    }
  }

  private void passOn() {
    LiveStream listening = listening();
    if (listening != null) {
      listening.readComplete();
    }
  }

  /** Who pauses is not read from, nor who sent more than was heard yet. */
  private void read() {
    boolean wanted = !paused && !intake.isBehind();
    if (wanted != reading) {
      reading = wanted;
      line.reading(wanted);
    }
  }

  void tick(long now) {
    if (stream != null && !over) {
      stream.tick(now);
    }
  }

  /** The client is not there any more, or not listened to; what it said before is heard. */
  void clientGone() {
    if (intake.isBehind() && listening() != null) {
      leaving = true;
    } else {
      leave();
    }
  }

  private void leave() {
    LiveStream left = listening();
    gone = true;
    intake.close();
    if (left != null) {
      left.clientGone();
    }
  }

  /** Brings the stream to its end; false if there is none that would say so to the client. */
  boolean stop(StreamEnd why) {
    if (isOver()) {
      return false;
    }
    if (!stopped) {
      stopped = true;
      intake.close();
      read();
      Objects.requireNonNull(stream).stop(why);
    }
    return true;
  }

  /** The stream failed, and failed to end. */
  void abort() {
    LiveStream failed = over ? null : stream;
    over = true;
    intake.close();
    if (failed != null) {
      failed.abort();
    }
  }

  private @Nullable LiveStream listening() {
    return over || gone ? null : stream;
  }

  @Override
  public void configured(StreamConfig wanted) {
    config = wanted;
    trace.session(wanted.sessionId());
    stream =
        sockets.streams().open(wanted, caller, new StreamVoice(wanted, outbox, line, this), loop);
  }

  @Override
  public void pcm(byte[] bytes, int offset, int length) {
    LiveStream listening = listening();
    if (listening != null) {
      listening.audio(bytes, offset, length);
    }
  }

  @Override
  public void decoded(int bytes) {
    intake.decoded(bytes);
  }

  @Override
  public void finish() {
    LiveStream listening = listening();
    if (listening != null) {
      listening.finish();
    }
  }

  @Override
  public void keepAlive() {
    LiveStream listening = listening();
    if (listening != null) {
      listening.keepAlive();
    }
  }

  @Override
  public void end() {
    LiveStream listening = listening();
    if (listening != null) {
      listening.end();
    }
  }

  /** The stream has said its last word. */
  void close(StreamEnd end) {
    over = true;
    intake.close();
    line.ended(end);
  }

  /** Whether the stream has no room for more. */
  void pause(boolean on) {
    paused = on;
    intake.pause(on);
    read();
  }
}
