package ai.bizcrush.extapi.site;

import ai.bizcrush.extapi.Extapi;
import io.micrometer.common.KeyValues;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * The site's context: every {@link Site} bean, and no more auto-configuration than a web server
 * needs. A servlet starter that is added to the build is added to this list too.
 */
@Site
@Configuration(proxyBeanMethods = false)
@ComponentScan(
    basePackageClasses = Extapi.class,
    useDefaultFilters = false,
    includeFilters = @Filter(Site.class))
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class,
  WebMvcObservationAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  HttpEncodingAutoConfiguration.class,
  MultipartAutoConfiguration.class,
  ThymeleafAutoConfiguration.class
})
class SiteConfiguration {

  /** {@code extapi.site.port} and its siblings: the {@code server.*} of this listener. */
  @Bean
  @Primary
  @ConfigurationProperties("extapi.site")
  ServerProperties siteServerProperties() {
    return new ServerProperties();
  }

  /** What Tomcat refuses before any filter runs gets our shape of error too. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusals() {
    return factory ->
        factory.addContextCustomizers(
            context ->
                ((StandardHost) context.getParent())
                    .setErrorReportValveClass(RefusalValve.class.getName()));
  }

  @Bean
  DefaultServerRequestObservationConvention siteObservations() {
    return new DefaultServerRequestObservationConvention() {
      @Override
      public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
        return super.getLowCardinalityKeyValues(context).and("listener", "site");
      }
    };
  }
}
