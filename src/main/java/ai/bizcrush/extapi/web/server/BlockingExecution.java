package ai.bizcrush.extapi.web.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Controllers are plain blocking methods: each call has a virtual thread of its own, which is
 * interrupted when its client leaves. The executor is deliberately unlimited, since a full one
 * would park the event loops; what must be bounded is bounded where it is scarce, by the connection
 * pool and the engines' permits.
 */
@Configuration(proxyBeanMethods = false)
class BlockingExecution {

  @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
  ExecutorService requestExecutor() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
  }

  @Bean(destroyMethod = "dispose")
  Scheduler requestScheduler(@Qualifier("requestExecutor") ExecutorService requestExecutor) {
    return Schedulers.fromExecutorService(requestExecutor, "request");
  }
}
