package ai.bizcrush.extapi.site;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorReply;
import ai.bizcrush.extapi.shared.StackOnly;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns any failure of the site into its reply: a page for a browser that asked for a page, else
 * the JSON of every other error. Failures of controllers come through the resolver, those of
 * filters and of Tomcat through {@code /error}.
 */
@Site
@Controller
class SiteErrors implements HandlerExceptionResolver, ErrorController, Ordered {

  private static final Logger log = LoggerFactory.getLogger(SiteErrors.class);

  private final JsonMapper json;

  SiteErrors(JsonMapper json) {
    this.json = json;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    return answer(request.getRequestURI(), request, response, failure);
  }

  @RequestMapping("${server.error.path:/error}")
  ModelAndView error(HttpServletRequest request, HttpServletResponse response) {
    String path = (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    var thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    var status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Throwable failure =
        thrown != null
            ? thrown
            : new ResponseStatusException(HttpStatusCode.valueOf(status == null ? 404 : status));
    return answer(path == null ? "" : path, request, response, failure);
  }

  private ModelAndView answer(
      String path, HttpServletRequest request, HttpServletResponse response, Throwable failure) {
    var reply = ErrorReply.of(failure);
    if (reply.status() == 500 && !(failure instanceof ApiException)) {
      log.error("{} {} failed", request.getMethod(), path, StackOnly.of(failure));
    }
    response.setStatus(reply.status());
    reply.headers().forEach((name, values) -> values.forEach(v -> response.setHeader(name, v)));
    if (wantsPage(path, request)) {
      return new ModelAndView("error")
          .addObject("status", reply.status())
          .addObject("message", reply.message());
    }
    try {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(json.writeValueAsBytes(reply.body()));
    } catch (IOException e) {
      // the client is gone
    }
    return new ModelAndView();
  }

  /** Machines call {@code /api}; elsewhere a browser says that it wants HTML. */
  private static boolean wantsPage(String path, HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return !path.startsWith("/api/")
        && accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE);
  }
}
