package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.database.JobRetries;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable jobs of meetings. */
@Configuration(proxyBeanMethods = false)
class MeetingTasks {

  static final TaskDescriptor<VerifiedAddresses.Claim> CLAIM_ENTRIES =
      TaskDescriptor.of("meetings.claim-entries", VerifiedAddresses.Claim.class);

  @Bean
  RecurringTask<Void> endOverdueMeetings(OverdueMeetings overdue, MeetingPolicy policy) {
    return Tasks.recurring("meetings.end-overdue", FixedDelay.of(policy.endCheck()))
        .execute((instance, context) -> overdue.end());
  }

  @Bean
  OneTimeTask<VerifiedAddresses.Claim> claimEntries(
      VerifiedAddresses addresses, JobRetries retries) {
    return Tasks.oneTime(CLAIM_ENTRIES)
        .onFailure(retries.standard())
        .onDeadExecution(retries.standard())
        .execute((instance, context) -> addresses.claim(instance.getData()));
  }
}
