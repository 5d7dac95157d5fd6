package ai.bizcrush.extapi.web.error;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorReply;
import ai.bizcrush.extapi.shared.StackOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns any failure of the API listener, wherever it comes from, into its reply. Only what nobody
 * foresaw is logged with its stack, and without its messages: they may quote what was said.
 */
@Component
@Order(-2)
class ApiErrors implements ErrorWebExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

  private static final long PASSED_OVER = 1024 * 1024;

  private final JsonMapper json;

  ApiErrors(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
    var response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(thrown);
    }
    var failure = ErrorReply.of(thrown);
    log(exchange, thrown, failure.status());
    response.setStatusCode(HttpStatusCode.valueOf(failure.status()));
    response.getHeaders().putAll(failure.headers());
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    byte[] body = json.writeValueAsBytes(failure.body());
    response.getHeaders().setContentLength(body.length);
    return passOverBody(exchange.getRequest())
        .then(Mono.defer(() -> response.writeWith(Mono.just(response.bufferFactory().wrap(body)))));
  }

  /**
   * Reads a small body that nobody asked for: a connection that is kept alive with an unread body
   * may never hear its next request. A large one is not worth the wait, nor one that the client
   * holds back until it is told to go on.
   */
  private static Mono<Void> passOverBody(ServerHttpRequest request) {
    long length = request.getHeaders().getContentLength();
    boolean small = length > 0 && length <= PASSED_OVER;
    return small && !request.getHeaders().containsHeader(HttpHeaders.EXPECT)
        ? request.getBody().doOnNext(DataBufferUtils::release).then().onErrorComplete()
        : Mono.empty();
  }

  /** A refusal that somebody wrote needs no stack. */
  private static void log(ServerWebExchange exchange, Throwable thrown, int status) {
    var method = exchange.getRequest().getMethod();
    String path = exchange.getRequest().getPath().pathWithinApplication().value();
    if (status == 500 && !(thrown instanceof ApiException)) {
      log.error("{} {} failed", method, path, StackOnly.of(thrown));
    } else if (status >= 500) {
      log.warn("{} {}: {} for {}", method, path, status, thrown.getClass().getSimpleName());
    }
  }
}
