package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.FileRoute;
import ai.bizcrush.extapi.engine.LanguageIdentifier;
import ai.bizcrush.extapi.engine.guard.MonotonicTime;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the route together. */
@Configuration(proxyBeanMethods = false)
class FileRouteConfiguration {

  @Bean
  FileRoute fileRoute(FileEngines engines, LanguageIdentifier identifier, Clock clock) {
    return new OrderedFileRoute(
        engines.inOrder(), new Languages(identifier), clock, MonotonicTime.SYSTEM);
  }
}
