package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;

/** What an {@link EngineSocket} says, on its loop, in order. */
public interface SocketListener {

  /** The WebSocket is open. */
  void opened();

  /** A whole text message: UTF-8 in a buffer that is the socket's again when this returns. */
  void text(byte[] buffer, int offset, int length);

  /** A whole binary message, in a buffer that is the socket's again when this returns. */
  default void binary(byte[] buffer, int offset, int length) {}

  /** What arrived together has been said. */
  void readComplete();

  /** More may be written, after {@link EngineSocket#isWritable} was false. */
  void writable();

  /**
   * The last word: the engine closed the socket.
   *
   * @param code the close code of RFC 6455; 1006 when the connection just ended
   * @param reason the engine's, not for logs
   */
  void closed(int code, String reason);

  /**
   * The last word: no connection, a refused upgrade, a broken frame, no answer to pings. Classified
   * as HTTP statuses usually mean it: 400 rejected; 429 over capacity; 408, 425, 5xx and network
   * errors passing; the rest broken.
   */
  void failed(EngineException failure);
}
