package ai.bizcrush.extapi.engine.socket;

import java.io.IOException;

/**
 * A vendor's side of one conversation, called by the connection's own thread. What it throws as an
 * {@link IOException} ends the conversation.
 */
public interface SocketScript {

  /** The upgrade was answered. */
  default void opened() throws IOException {}

  default void text(String message) throws IOException {}

  default void binary(byte[] message) throws IOException {}

  /** The client closed; by default it is answered with the same code. */
  default void closing(ScriptedSocket socket, int code) throws IOException {
    socket.close(code, "");
  }
}
