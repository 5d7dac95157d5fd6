package ai.bizcrush.extapi.web.server;

import ai.bizcrush.extapi.shared.RequestId;
import io.micrometer.context.ContextRegistry;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.stereotype.Component;

/** Outside every filter and the error handler, so that each reply and log line has its id. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIds implements HttpHandlerDecoratorFactory {

  RequestIds() {
    // the id follows the request onto every thread, by reactor's automatic context propagation
    ContextRegistry.getInstance()
        .registerThreadLocalAccessor(
            RequestId.LOG_KEY,
            () -> MDC.get(RequestId.LOG_KEY),
            id -> MDC.put(RequestId.LOG_KEY, id),
            () -> MDC.remove(RequestId.LOG_KEY));
  }

  @Override
  public HttpHandler apply(HttpHandler next) {
    return (request, response) -> {
      String id = RequestId.from(request.getHeaders().getFirst(RequestId.HEADER));
      response.getHeaders().set(RequestId.HEADER, id);
      return next.handle(request, response).contextWrite(c -> c.put(RequestId.LOG_KEY, id));
    };
  }
}
