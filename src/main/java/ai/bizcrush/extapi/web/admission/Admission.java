package ai.bizcrush.extapi.web.admission;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Credentials;
import ai.bizcrush.extapi.web.Anonymous;
import ai.bizcrush.extapi.web.Authenticator;
import ai.bizcrush.extapi.web.body.Uploads;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets a request into its controller once the caller is known and has not called too often. It
 * stands here, between routing and reading, because that is the order of the answers: an unknown
 * path is 404 and a wrong method 405 also without a key, while no byte of a body is read before the
 * key is good. A known key costs no thread change and no query.
 */
class Admission extends RequestMappingHandlerAdapter {

  private final Authenticator authenticator;
  private final RateLimits rateLimits;

  Admission(Authenticator authenticator, RateLimits rateLimits, ExecutorService executor) {
    this.authenticator = authenticator;
    this.rateLimits = rateLimits;
    super.setBlockingExecutor(executor);
  }

  /**
   * Ours stays, whatever is configured: only an executor service can interrupt its tasks, and
   * without any the controllers would run on the event loops.
   */
  @Override
  public void setBlockingExecutor(@Nullable Executor configured) {}

  @Override
  public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
    if (isAnonymous((HandlerMethod) handler)) {
      return enter(exchange, handler);
    }
    CompletableFuture<Caller> caller =
        authenticator.authenticate(credentials(exchange.getRequest())).toCompletableFuture();
    return caller.isDone() && !caller.isCompletedExceptionally()
        ? admit(exchange, handler, caller.getNow(null))
        : Mono.fromCompletionStage(caller).flatMap(c -> admit(exchange, handler, c));
  }

  private Mono<HandlerResult> admit(ServerWebExchange exchange, Object handler, Caller caller) {
    try {
      rateLimits.take(caller, exchange.getResponse().getHeaders());
    } catch (RuntimeException e) {
      return Mono.error(e);
    }
    exchange.getAttributes().put(CallerArgument.ATTRIBUTE, caller);
    return enter(exchange, handler);
  }

  private Mono<HandlerResult> enter(ServerWebExchange exchange, Object handler) {
    return super.handle(withJsonBody(exchange), handler)
        .doFinally(signal -> Uploads.complete(exchange.getRequest()));
  }

  /**
   * What {@code curl -d} sends is JSON under the name of a form; WebFlux would refuse a form before
   * it asks any reader.
   */
  private static ServerWebExchange withJsonBody(ServerWebExchange exchange) {
    String type = exchange.getRequest().getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
    String form = MediaType.APPLICATION_FORM_URLENCODED_VALUE;
    return type == null || !type.regionMatches(true, 0, form, 0, form.length())
        ? exchange
        : exchange
            .mutate()
            .request(r -> r.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE))
            .build();
  }

  /** Spring's own answer to a plain OPTIONS needs no key either. */
  private static boolean isAnonymous(HandlerMethod method) {
    return method.hasMethodAnnotation(Anonymous.class)
        || method.getBeanType().getName().startsWith("org.springframework.");
  }

  private static Credentials credentials(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    return Credentials.of(
        headers.getOrEmpty("X-API-Key"),
        request.getQueryParams().getOrDefault("api_key", List.of()).stream()
            .filter(Objects::nonNull) // "?api_key" without a value
            .toList(),
        headers.getOrEmpty(HttpHeaders.AUTHORIZATION));
  }
}
