package ai.bizcrush.extapi.web.server;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Any page may call the API: keys travel in headers, never in cookies. Preflights are answered
 * here, before routing and authentication.
 */
@Component
@Order(0)
class CrossOrigin implements HttpHandlerDecoratorFactory {

  static final String ANY = "*";
  static final String EXPOSED = "X-Request-Id, Retry-After, Content-Range";

  private static final String REQUEST_HEADERS =
      "Content-Type, X-API-Key, Authorization, Prefer, Range, Cache-Control, Idempotency-Key";
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
  private static final String MAX_AGE_SECONDS = "7200";

  @Override
  public HttpHandler apply(HttpHandler next) {
    return (request, response) -> {
      if (!request.getPath().pathWithinApplication().value().startsWith("/v1")) {
        return next.handle(request, response); // the management server shares this bean
      }
      var headers = response.getHeaders();
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
      if (!isPreflight(request)) {
        headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        return next.handle(request, response);
      }
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
      headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
      response.setStatusCode(HttpStatus.NO_CONTENT);
      return response.setComplete();
    };
  }

  private static boolean isPreflight(ServerHttpRequest request) {
    return HttpMethod.OPTIONS.equals(request.getMethod())
        && request.getHeaders().containsHeader(HttpHeaders.ORIGIN)
        && request.getHeaders().containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }
}
