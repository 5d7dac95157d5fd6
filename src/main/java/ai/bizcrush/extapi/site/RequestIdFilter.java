package ai.bizcrush.extapi.site;

import ai.bizcrush.extapi.shared.RequestId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each reply and log line of the site its request id. */
@Site
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIdFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = RequestId.from(request.getHeader(RequestId.HEADER));
    response.setHeader(RequestId.HEADER, id);
    try (var logged = MDC.putCloseable(RequestId.LOG_KEY, id)) {
      chain.doFilter(request, response);
    }
  }
}
