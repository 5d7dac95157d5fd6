package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.database.JobRetries;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable jobs of file transcription. */
@Configuration(proxyBeanMethods = false)
class TranscriptionTasks {

  /** An instance a piece of work, named by its id. */
  static final TaskDescriptor<Void> TRANSCRIBE = TaskDescriptor.of("transcription.transcribe-file");

  /** Somebody waits for the result: after a few minutes without a database it is given up. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5));

  @Bean
  CustomTask<Void> transcribeFile(TranscriptionJob job, JobRetries retries, Clock clock) {
    JobRetries.Policy<Void> policy = retries.after(PAUSES, parked -> job.giveUp(parked.getId()));
    return Tasks.custom(TRANSCRIBE)
        .onFailure(policy)
        .onDeadExecution(policy)
        .execute((instance, context) -> afterwards(run(job, instance.getId()), clock));
  }

  @Bean
  RecurringTask<Void> removeExpiredTranscriptions(Outcomes outcomes) {
    return Tasks.recurring("transcription.remove-expired", FixedDelay.ofMinutes(10))
        .execute((instance, context) -> outcomes.removeExpired());
  }

  private static CompletionHandler<Void> afterwards(@Nullable Duration again, Clock clock) {
    return (complete, operations) -> {
      if (again == null) {
        operations.remove();
      } else {
        operations.reschedule(complete, clock.instant().plus(again));
      }
    };
  }

  private static @Nullable Duration run(TranscriptionJob job, String id) {
    try {
      return job.run(id);
    } catch (InterruptedException e) {
      return Duration.ZERO; // this replica stops: another one takes the work at once
    }
  }
}
