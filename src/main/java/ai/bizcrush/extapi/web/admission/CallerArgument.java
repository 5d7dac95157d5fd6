package ai.bizcrush.extapi.web.admission;

import ai.bizcrush.extapi.shared.Caller;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/** Gives controllers their {@link Caller}. */
class CallerArgument implements SyncHandlerMethodArgumentResolver {

  static final String ATTRIBUTE = Caller.class.getName();

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Object resolveArgumentValue(
      MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
    Object caller = exchange.getAttribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("An anonymous endpoint has no caller");
    }
    return caller;
  }
}
