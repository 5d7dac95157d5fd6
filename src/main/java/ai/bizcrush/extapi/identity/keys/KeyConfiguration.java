package ai.bizcrush.extapi.identity.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The monotonic clock by which answers about keys age. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

  static final String TICKER = "apiKeyTicker";

  @Bean(name = TICKER, defaultCandidate = false)
  Ticker ticker() {
    return Ticker.systemTicker();
  }
}
