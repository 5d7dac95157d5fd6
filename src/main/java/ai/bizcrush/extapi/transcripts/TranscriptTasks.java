package ai.bizcrush.extapi.transcripts;

import ai.bizcrush.extapi.database.JobRetries;
import ai.bizcrush.extapi.meetings.MeetingDeleted;
import ai.bizcrush.extapi.meetings.MeetingId;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

/** The durable jobs of transcripts. */
@Configuration(proxyBeanMethods = false)
class TranscriptTasks {

  /** An instance a meeting, named by its id. */
  private static final TaskDescriptor<Void> REMOVE_MEETING =
      TaskDescriptor.of("transcripts.remove-meeting");

  private final SchedulerClient scheduler;
  private final Clock clock;

  TranscriptTasks(@Lazy SchedulerClient scheduler, Clock clock) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** In the transaction that deletes the meeting. */
  @EventListener
  void on(MeetingDeleted deleted) {
    scheduler.scheduleIfNotExists(
        REMOVE_MEETING.instance(deleted.meeting().value()).scheduledTo(clock.instant()));
  }

  @Bean
  static OneTimeTask<Void> removeTranscriptsOfMeeting(
      TranscriptRemoval removal, JobRetries retries) {
    return Tasks.oneTime(REMOVE_MEETING)
        .onFailure(retries.standard())
        .onDeadExecution(retries.standard())
        .execute((instance, context) -> removal.removeMeeting(new MeetingId(instance.getId())));
  }

  @Bean
  static RecurringTask<Void> removeOldTranscripts(TranscriptRemoval removal) {
    return Tasks.recurring("transcripts.remove-old", FixedDelay.ofMinutes(10))
        .execute((instance, context) -> removal.removeOld());
  }
}
