package ai.bizcrush.extapi.engine.http;

import ai.bizcrush.extapi.engine.EngineException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * What a call that brought no whole answer says about the engine. No cause is kept: the messages of
 * causes name addresses and quote what was received.
 */
final class Transport {

  private Transport() {}

  static EngineException timedOut() {
    return EngineException.passing("timed out", null, null);
  }

  static EngineException failure(IOException e) {
    return switch (e) {
      case AnswerReader.AnswerTooLong _ -> broken("an answer of more than 16 MB");
      case ConnectTimeoutException _ -> passing("no connection in time");
      case HttpHostConnectException _ -> passing("no connection");
      case SocketTimeoutException _ -> passing("no answer in time");
      case UnknownHostException _ -> passing("the host's name is not resolved");
      case SSLHandshakeException _, SSLPeerUnverifiedException _ ->
          broken("no trusted TLS connection");
      case TruncatedChunkException _ -> passing("the connection broke");
      case ClientProtocolException _,
          MessageConstraintException _,
          MalformedChunkCodingException _,
          ZipException _ ->
          broken("an answer that is not HTTP");
      default -> passing("the connection broke");
    };
  }

  private static EngineException passing(String message) {
    return EngineException.passing(message, null, null);
  }

  private static EngineException broken(String message) {
    return EngineException.broken(message, null);
  }
}
