package ai.bizcrush.extapi.provider.vosk;

import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.ScriptedSocketServer;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.Spoken;
import ai.bizcrush.extapi.engine.socket.UpgradeRequest;
import java.util.List;

/** A vosk-server in one of its kinds. */
final class ScriptedVosk extends ScriptedSocketServer {

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
  private volatile List<Spoken> speech = Spoken.CONVERSATION;

  ScriptedVosk(Kind kind) {
    this.kind = kind;
  }

  /** What is said from now on, on each connection from its beginning. */
  void say(List<Spoken> words) {
    speech = words;
  }

  @Override
  protected SocketScript script(UpgradeRequest request, ScriptedSocket socket) {
    return new VoskScript(kind, speech, socket, this::complain);
  }
}
