package ai.bizcrush.extapi.provider.vosk;

import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.socket.Refusal;
import ai.bizcrush.extapi.engine.socket.ScriptedLiveVendor;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.SocketFault;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.UpgradeRequest;

/** A vosk-server in one of its kinds. */
final class ScriptedVosk extends ScriptedLiveVendor {

  /** What there is. */
  enum Kind {
    /** Knows {@code reset}, which does not change its clock. */
    CURRENT,
    /** Knows {@code reset}, and begins anew with it. */
    RESTARTING,
    /** Breaks at a {@code reset}. */
    OLD
  }

  private final Kind kind;

  ScriptedVosk(Kind kind) {
    this.kind = kind;
  }

  @Override
  protected SocketScript script(UpgradeRequest request, ScriptedSocket socket) {
    return new VoskScript(this, socket);
  }

  Kind kind() {
    return kind;
  }

  void refused(String about) {
    complain(about);
  }

  boolean has(LiveFault fault) {
    return mumbles(fault);
  }

  /** A proxy's, for the server itself refuses nobody. */
  @Override
  public Refusal refusal(int status, String message) {
    return Refusal.of(status, "<html>" + message + "</html>");
  }

  /** Whatever goes wrong ends the connection. */
  @Override
  public SocketFault failsForNow(long audio, String message) {
    return SocketFault.closeAfter(audio, 1011);
  }

  @Override
  public SocketFault endsSession(long audio) {
    return SocketFault.closeAfter(audio, 1000);
  }
}
