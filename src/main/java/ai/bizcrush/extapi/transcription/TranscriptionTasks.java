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
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable jobs of file transcription. */
@Configuration(proxyBeanMethods = false)
class TranscriptionTasks {

  /** An instance a piece of work, named by its id. */
  static final TaskDescriptor<Void> TRANSCRIBE = TaskDescriptor.of("transcription.transcribe-file");

  @Bean
  CustomTask<Void> transcribeFile(TranscriptionJob job, JobRetries retries, Clock clock) {
    return Tasks.custom(TRANSCRIBE)
        .onFailure(retries.standard())
        .onDeadExecution(retries.standard())
        .execute((instance, context) -> afterwards(run(job, instance.getId()), clock));
  }

  @Bean
  RecurringTask<Void> removeExpiredTranscriptions(Transcriptions transcriptions) {
    return Tasks.recurring("transcription.remove-expired", FixedDelay.ofMinutes(10))
        .execute((instance, context) -> transcriptions.removeExpired());
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
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
