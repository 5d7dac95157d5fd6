package ai.bizcrush.extapi.database;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.DeserializationFeature;

/** How durable jobs are run and their data stored; figures are settings of db-scheduler. */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  @Bean
  com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock) {
    return clock::instant;
  }

  /** Jobs wait most of their time. Their number is bounded by what the scheduler fetches. */
  @Bean(destroyMethod = "close")
  ExecutorService jobThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("job-", 0).factory());
  }

  /** JSON that a younger or older version of the service can read. */
  @Bean
  DbSchedulerCustomizer schedulerCustomizer(ExecutorService jobThreads) {
    var mapper =
        Jackson3Serializer.getDefaultJsonMapper()
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    return new DbSchedulerCustomizer() {

      @Override
      public Optional<Serializer> serializer() {
        return Optional.of(new Jackson3Serializer(mapper));
      }

      @Override
      public Optional<ExecutorService> executorService() {
        return Optional.of(jobThreads);
      }
    };
  }
}
