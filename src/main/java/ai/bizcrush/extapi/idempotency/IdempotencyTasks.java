package ai.bizcrush.extapi.idempotency;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IdempotencyTasks {

  @Bean
  RecurringTask<Void> removeExpiredRequests(NamedRequests requests) {
    return Tasks.recurring("idempotency.remove-expired", FixedDelay.ofMinutes(10))
        .execute((instance, context) -> requests.removeExpired());
  }
}
