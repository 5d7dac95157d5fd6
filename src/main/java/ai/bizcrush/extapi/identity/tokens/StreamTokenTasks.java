package ai.bizcrush.extapi.identity.tokens;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The upkeep of stream tokens. */
@Configuration(proxyBeanMethods = false)
class StreamTokenTasks {

  @Bean
  RecurringTask<Void> removeExpiredStreamTokens(StreamTokens tokens) {
    return Tasks.recurring("identity.remove-expired-stream-tokens", FixedDelay.ofMinutes(5))
        .execute((instance, context) -> tokens.removeExpired());
  }
}
