package ai.bizcrush.extapi.engine.http;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/**
 * Performs calls of remote engines, one attempt each: no retries, no redirects, no cookies. Where
 * the engine lives is the operator's choice, so that any address may be called.
 */
@Component
public final class EngineHttp implements AutoCloseable {

  /** How many calls run at once is decided by policies, not by the pool. */
  private static final int MOST_CONNECTIONS = 1000;

  /** Looking for an early answer costs a millisecond each time. */
  private static final long EARLY_ANSWER_CHECK_BYTES = 1024 * 1024;

  private static final TimeValue IDLE = TimeValue.ofSeconds(30);

  private final CloseableHttpClient client;
  private final Deadlines deadlines = new Deadlines();
  private final AnswerReader reader;

  public EngineHttp(Clock clock) {
    this.reader = new AnswerReader(clock);
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections())
            .setUserAgent("extapi")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .evictExpiredConnections()
            .evictIdleConnections(IDLE)
            .build();
  }

  private static PoolingHttpClientConnectionManager connections() {
    var connection =
        ConnectionConfig.custom().setValidateAfterInactivity(TimeValue.ofSeconds(1)).build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(MOST_CONNECTIONS)
        .setMaxConnPerRoute(MOST_CONNECTIONS)
        .setDefaultConnectionConfig(connection)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .responseOutOfOrderStrategy(
                    new MonitoringResponseOutOfOrderStrategy(EARLY_ANSWER_CHECK_BYTES))
                .build())
        .build();
  }

  /**
   * Sends a request and reads the whole answer, whatever its status. Blocks, on a virtual thread;
   * an interrupt closes the connection. A body is written as it is read, so that a long recording
   * takes no memory.
   *
   * @param call the time-outs; the last one holds for everything from here to the last byte, even
   *     against an engine that sends a byte now and then
   * @throws EngineException there was no whole answer of at most 16 MB
   */
  public EngineAnswer send(HttpUriRequestBase request, EngineCall call)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!call.timeout().isPositive()) {
      throw Transport.timedOut();
    }
    request.setConfig(config(call));
    try (var deadline = deadlines.abort(request, call.timeout())) {
      try {
        return client.execute(request, reader);
      } catch (IOException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        throw deadline.passed() ? Transport.timedOut() : Transport.failure(e);
      }
    }
  }

  /** The connect time-out is that of the call: a pool serves policies that differ. */
  @SuppressWarnings("deprecation")
  private static RequestConfig config(EngineCall call) {
    return RequestConfig.custom()
        .setConnectTimeout(Timeout.of(call.connectTimeout()))
        .setConnectionRequestTimeout(Timeout.of(call.timeout()))
        .setResponseTimeout(Timeout.of(call.firstByteTimeout()))
        .setAuthenticationEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .setConnectionKeepAlive(TimeValue.of(IDLE.toSeconds(), TimeUnit.SECONDS))
        .build();
  }

  @Override
  public void close() throws IOException {
    client.close();
    deadlines.close();
  }
}
