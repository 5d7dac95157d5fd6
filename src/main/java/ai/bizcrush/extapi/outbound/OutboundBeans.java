package ai.bizcrush.extapi.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.util.List;
import org.apache.hc.core5.ssl.SSLContexts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the module. */
@Configuration(proxyBeanMethods = false)
class OutboundBeans {

  @Bean
  HostResolver hostResolver() {
    return host -> List.of(InetAddress.getAllByName(host));
  }

  /** TLS with the default trust anchors and never a client certificate of ours. */
  @Bean
  SafeFetch safeFetch(OutboundSettings settings, HostResolver resolver, MeterRegistry meters) {
    return new SafeFetch(settings, resolver, SSLContexts.createDefault(), meters);
  }
}
