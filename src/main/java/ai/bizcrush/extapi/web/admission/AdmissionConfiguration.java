package ai.bizcrush.extapi.web.admission;

import ai.bizcrush.extapi.web.Authenticator;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;

/** Puts {@link Admission} in front of every controller of the API. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration implements WebFluxConfigurer {

  @Bean
  static WebFluxRegistrations admission(
      Authenticator authenticator,
      RateLimits rateLimits,
      @Qualifier("requestExecutor") ExecutorService executor) {
    return new WebFluxRegistrations() {
      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new Admission(authenticator, rateLimits, executor);
      }
    };
  }

  @Override
  public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
    configurer.addCustomResolver(new CallerArgument());
  }
}
