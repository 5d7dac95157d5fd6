package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a dial that led to no WebSocket says about the engine. No cause is kept: the messages of
 * causes name addresses and quote what was received.
 */
final class DialFailures {

  private DialFailures() {}

  static EngineException of(Throwable cause) {
    return switch (cause) {
      case ConnectTimeoutException _ -> passing("no connection in time");
      case ConnectException _ -> passing("no connection");
      case UnknownHostException _ -> passing("the host's name is not resolved");
      case SSLException _ -> broken("no trusted TLS connection");
      case DecoderException wrapper when wrapper.getCause() instanceof SSLException ->
          broken("no trusted TLS connection");
      case WebSocketHandshakeException _, DecoderException _ ->
          broken("an answer that is no WebSocket's");
      default -> passing("the connection broke");
    };
  }

  /** The engine answered the upgrade with another status than 101. */
  static EngineException refused(int status, @Nullable Duration retryAfter) {
    String message = "answered " + status;
    return switch (status) {
      case 400 -> EngineException.rejected(message);
      case 429 -> EngineException.overCapacity(message, retryAfter);
      case 408, 425 -> EngineException.passing(message, retryAfter, null);
      default ->
          status >= 500
              ? EngineException.passing(message, retryAfter, null)
              : EngineException.broken(message, null);
    };
  }

  private static EngineException passing(String message) {
    return EngineException.passing(message, null, null);
  }

  private static EngineException broken(String message) {
    return EngineException.broken(message, null);
  }
}
