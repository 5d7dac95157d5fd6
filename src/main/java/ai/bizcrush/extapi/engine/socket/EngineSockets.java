package ai.bizcrush.extapi.engine.socket;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executor;

/** Dials engines. */
public interface EngineSockets {

  /**
   * Dials and returns at once; called on {@code loop}, where the rest comes through the listener,
   * never before this returns. A Netty event loop given as {@code loop} also serves the connection;
   * with any other executor the connection has a loop of its own and hands everything over.
   *
   * @param uri {@code ws} or {@code wss}
   * @param headers of the upgrade, {@code Authorization} for example; never logged
   */
  EngineSocket open(URI uri, Map<String, String> headers, SocketListener listener, Executor loop);
}
