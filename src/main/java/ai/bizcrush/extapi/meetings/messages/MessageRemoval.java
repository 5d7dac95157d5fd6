package ai.bizcrush.extapi.meetings.messages;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.database.JobRetries;
import ai.bizcrush.extapi.idempotency.Idempotency;
import ai.bizcrush.extapi.meetings.MeetingDeleted;
import ai.bizcrush.extapi.meetings.MeetingId;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionOperations;

/** Removes what is left of deleted meetings, in steps. */
@Configuration(proxyBeanMethods = false)
class MessageRemoval {

  /** An instance a meeting, named by its id. */
  private static final TaskDescriptor<Void> REMOVE = TaskDescriptor.of("meetings.remove-messages");

  private static final int AT_ONCE = 500;

  private final SchedulerClient scheduler;
  private final Clock clock;

  MessageRemoval(@Lazy SchedulerClient scheduler, Clock clock) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  @EventListener
  void on(MeetingDeleted deleted) {
    scheduler.scheduleIfNotExists(
        REMOVE.instance(deleted.meeting().value()).scheduledTo(clock.instant()));
  }

  @Bean
  static OneTimeTask<Void> removeMessages(
      Messages messages,
      Idempotency idempotency,
      CommitClock times,
      TransactionOperations transactions,
      JobRetries retries) {
    return Tasks.oneTime(REMOVE)
        .onFailure(retries.standard())
        .onDeadExecution(retries.standard())
        .execute(
            (instance, context) -> {
              var meeting = new MeetingId(instance.getId());
              while (messages.remove(meeting, AT_ONCE) == AT_ONCE) {
                // the next ones
              }
              idempotency.forget(List.of(meeting.value()));
              transactions.executeWithoutResult(status -> times.forget(meeting.value()));
            });
  }
}
