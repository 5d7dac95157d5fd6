package ai.bizcrush.extapi.engine.socket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedSocketServer} does wrong on a connection, whoever's fake it is.
 *
 * @param before what is wrong before the WebSocket is open
 * @param refusal for {@link Before#REFUSE}
 * @param audio once the vendor has heard more than so many bytes of audio on this connection; 0 is
 *     as soon as it is open
 * @param then what happens then
 */
public record SocketFault(Before before, @Nullable Refusal refusal, long audio, Action then) {

  enum Before {
    NOTHING,
    /** Takes the connection and neither reads nor writes: TLS hangs, too. */
    HANG,
    /** Reads the upgrade and says nothing. */
    MUTE,
    /** Reads the upgrade and hangs up. */
    HANG_UP,
    REFUSE
  }

  /** Something that happens to an open socket. */
  @FunctionalInterface
  public interface Action {
    void on(ScriptedSocket socket) throws IOException;
  }

  private static final long NEVER = Long.MAX_VALUE;

  public static final SocketFault NONE = before(Before.NOTHING);
  public static final SocketFault HANG = before(Before.HANG);
  public static final SocketFault MUTE = before(Before.MUTE);
  public static final SocketFault HANG_UP = before(Before.HANG_UP);

  private static SocketFault before(Before before) {
    return new SocketFault(before, null, NEVER, socket -> {});
  }

  public static SocketFault refuse(Refusal refusal) {
    return new SocketFault(Before.REFUSE, refusal, NEVER, socket -> {});
  }

  public static SocketFault after(long audio, Action then) {
    return new SocketFault(Before.NOTHING, null, audio, then);
  }

  /** Half-open: reads on, and never writes a byte again. */
  public static SocketFault stallAfter(long audio) {
    return after(audio, ScriptedSocket::mute);
  }

  /** A slow reader: reads nothing any more, so that the window closes. */
  public static SocketFault deafAfter(long audio) {
    return after(audio, ScriptedSocket::stopReading);
  }

  /** The connection ends in good order, without a close frame: 1006. */
  public static SocketFault cutAfter(long audio) {
    return after(audio, ScriptedSocket::cut);
  }

  public static SocketFault resetAfter(long audio) {
    return after(audio, ScriptedSocket::reset);
  }

  public static SocketFault closeAfter(long audio, int code) {
    return after(audio, socket -> socket.close(code, "not for logs"));
  }

  /** Says this, for example an error frame, and closes. */
  public static SocketFault sayAndCloseAfter(long audio, String text, int code) {
    return after(
        audio,
        socket -> {
          socket.text(text);
          socket.close(code, "");
        });
  }

  /** Says this and goes on. */
  public static SocketFault sayAfter(long audio, String text) {
    return after(audio, socket -> socket.text(text));
  }
}
