package ai.bizcrush.extapi.web.body;

import io.netty.channel.Channel;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A request's body as a blocking stream. One that was understood is to be finished: only then will
 * anybody notice that the client leaves while its request is worked on.
 */
final class RequestBody implements Closeable {

  /** Buffers asked of the socket ahead of the reader: enough to keep a disk busy. */
  private static final int AHEAD = 8;

  /** What may follow the last byte that mattered: the end of a form, or of a gzip stream. */
  private static final int MOST_LEFT = 64 * 1024;

  private final ServerHttpRequest request;
  private final EndSeen bytes;
  private final InputStream content;

  private RequestBody(ServerHttpRequest request, EndSeen bytes, InputStream content) {
    this.request = request;
    this.bytes = bytes;
    this.content = content;
  }

  /** To be read and closed on a thread that may block; the limit counts inflated bytes. */
  static RequestBody open(ServerHttpRequest request, long limit) throws IOException {
    var bytes = new EndSeen(DataBufferUtils.subscriberInputStream(request.getBody(), AHEAD));
    try {
      var inflated = BodyEncoding.inflate(bytes, request.getHeaders());
      return new RequestBody(request, bytes, new LimitedInputStream(inflated, limit));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** The body, inflated and limited. */
  InputStream content() {
    return content;
  }

  /**
   * Passes over what is left of a body that was understood, and keeps an ear on the connection.
   * reactor-netty stops reading it when a body comes faster than it is taken, and does not always
   * begin again at the body's end; nor does it tell of a client that leaves after its body's
   * subscription was cancelled, which closing the stream before its end would do.
   */
  void finish() throws IOException {
    bytes.readNBytes(MOST_LEFT);
    if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest http) {
      http.withConnection(
          connection -> {
            var channel = connection.channel();
            channel.eventLoop().execute(() -> listenOn(channel));
          });
    }
  }

  /** After whatever the body's subscription has still queued on the loop. */
  private static void listenOn(Channel channel) {
    channel.config().setAutoRead(true);
    channel.read();
  }

  @Override
  public void close() throws IOException {
    if (!bytes.ended) {
      bytes.close();
    }
  }

  private static final class EndSeen extends FilterInputStream {

    private boolean ended;

    EndSeen(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      ended |= b < 0;
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = super.read(target, offset, length);
      ended |= n < 0;
      return n;
    }
  }
}
