package ai.bizcrush.extapi.engine.http;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.jspecify.annotations.Nullable;

/** Reads answers, up to a bound. */
final class AnswerReader implements HttpClientResponseHandler<EngineAnswer> {

  static final int MOST_BYTES = 16 * 1024 * 1024;

  private static final byte[] NOTHING = {};

  private final Clock clock;

  AnswerReader(Clock clock) {
    this.clock = clock;
  }

  @Override
  public EngineAnswer handleResponse(ClassicHttpResponse response) throws IOException {
    return new EngineAnswer(response.getCode(), retryAfter(response), body(response));
  }

  private static byte[] body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return NOTHING;
    }
    try {
      byte[] body = entity.getContent().readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        throw new AnswerTooLong();
      }
      return body;
    } catch (AnswerTooLong e) {
      throw e;
    } catch (IOException e) {
      // Who refuses a large upload early may cut the line behind the status: that says enough.
      if (response.getCode() < 400 || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return NOTHING;
    }
  }

  private @Nullable Duration retryAfter(ClassicHttpResponse response) {
    Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    return header == null ? null : RetryAfter.parse(header.getValue(), clock.instant());
  }

  /** An answer beyond the bound. */
  static final class AnswerTooLong extends IOException {
    AnswerTooLong() {
      super("an answer of more than 16 MB");
    }
  }
}
