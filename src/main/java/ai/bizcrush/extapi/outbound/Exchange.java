package ai.bizcrush.extapi.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One GET on a connection of its own to an address that was checked: nothing here resolves a name,
 * asks for a proxy, or keeps a cookie, a credential or the connection.
 */
final class Exchange implements AutoCloseable {

  private static final Http1Config HEAD_LIMITS =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(100).build();

  private final DefaultBHttpClientConnection connection =
      new DefaultBHttpClientConnection(
          HEAD_LIMITS,
          null,
          null,
          null,
          null,
          null,
          new DefaultHttpResponseParserFactory(HEAD_LIMITS));
  private final ClassicHttpResponse response;

  private Exchange(Destination to, FetchLimits limits, Deadline deadline, SSLContext tls)
      throws IOException, HttpException {
    try {
      Socket plain = connect(to, limits, deadline);
      connection.bind(plain);
      if (to.url().secure()) {
        connection.bind(secured(plain, to.url(), tls, limits.connect()), plain);
      }
      connection.setSocketTimeout(timeout(limits.firstByte()));
      response =
          new HttpRequestExecutor()
              .execute(request(to.url()), connection, HttpCoreContext.create());
      connection.setSocketTimeout(timeout(limits.idle()));
    } catch (IOException | HttpException | RuntimeException e) {
      connection.close(CloseMode.IMMEDIATE);
      throw e;
    }
  }

  /**
   * Connects, sends the request and reads the head of the reply.
   *
   * @throws IOException when the connection, TLS or a time-out fails
   * @throws HttpException when the reply is not HTTP
   */
  static Exchange with(Destination to, FetchLimits limits, Deadline deadline, SSLContext tls)
      throws IOException, HttpException {
    return new Exchange(to, limits, deadline, tls);
  }

  int status() {
    return response.getCode();
  }

  /** The first value of a header, its bytes read as UTF-8. */
  @Nullable String header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null
        ? null
        : new String(
            header.getValue().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Bytes of the body as announced, negative when they are not. */
  long announcedLength() {
    HttpEntity entity = response.getEntity();
    return entity == null ? 0 : entity.getContentLength();
  }

  /**
   * The body; closing the exchange ends it, the stream itself must not be closed (that drains it).
   */
  InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /** Closes the connection at once, whatever is still to come. */
  @Override
  public void close() {
    connection.close(CloseMode.IMMEDIATE);
  }

  private static Socket connect(Destination to, FetchLimits limits, Deadline deadline)
      throws IOException {
    IOException failure = new ConnectException();
    for (InetAddress address : to.addresses()) {
      var socket = new Socket(Proxy.NO_PROXY);
      try {
        deadline.cuts(socket);
        var target = new InetSocketAddress(address, to.url().port());
        socket.connect(target, timeout(limits.connect()).toMillisecondsIntBound());
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  private static SSLSocket secured(Socket plain, WebUrl url, SSLContext tls, Duration timeout)
      throws IOException {
    plain.setSoTimeout(timeout(timeout).toMillisecondsIntBound());
    String host = url.host().name();
    var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, url.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (url.host().literal() == null) {
      parameters.setServerNames(List.of(serverName(host)));
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SNIServerName serverName(String host) throws SSLException {
    try {
      return new SNIHostName(host);
    } catch (IllegalArgumentException e) {
      // An underscore, for one: neither the indication nor a certificate can have such a name.
      throw new SSLException(e);
    }
  }

  private static BasicClassicHttpRequest request(WebUrl url) {
    var request = new BasicClassicHttpRequest("GET", url.target());
    request.setHeader(HttpHeaders.HOST, url.authority());
    request.setHeader(HttpHeaders.USER_AGENT, "extapi");
    request.setHeader(HttpHeaders.ACCEPT, "*/*");
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    request.setHeader(HttpHeaders.CONNECTION, "close");
    return request;
  }

  /** At least a millisecond: zero would mean for ever. */
  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(Math.max(1, duration.toMillis()));
  }
}
