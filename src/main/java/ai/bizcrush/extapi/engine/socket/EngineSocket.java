package ai.bizcrush.extapi.engine.socket;

import java.nio.charset.StandardCharsets;

/**
 * A WebSocket to an engine, used on its loop alone and never blocking it. What is written before
 * {@link SocketListener#opened} fails the socket.
 */
public interface EngineSocket {

  /** Writes a text message; the bytes (UTF-8) are copied. After a close nothing is written. */
  void text(byte[] utf8, int offset, int length);

  /** Writes a text message that is not written often. */
  default void text(String message) {
    byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
    text(utf8, 0, utf8.length);
  }

  /** Writes a binary message; the bytes are copied. */
  void binary(byte[] bytes, int offset, int length);

  /** Sends what was written, in one go; messages wait for it. */
  void flush();

  /** Whether the outbound buffer is below its mark. */
  boolean isWritable();

  /**
   * Closes with code 1000, at once; what the engine still says goes on arriving until it closes
   * too, for which it has some seconds. Before it is open this is the same as {@link #abort}.
   */
  void close();

  /** Drops the connection, also one that is being made. The listener hears nothing any more. */
  void abort();
}
