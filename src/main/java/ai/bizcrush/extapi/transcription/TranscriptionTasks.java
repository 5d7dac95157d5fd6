package ai.bizcrush.extapi.transcription;

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
  static final TaskDescriptor<Void> TRANSCRIBE = TaskDescriptor.of("transcribe-file");

  @Bean
  CustomTask<Void> transcribeFile(TranscriptionJob job, Clock clock) {
    return Tasks.custom(TRANSCRIBE)
        .onDeadExecutionRevive()
        .execute(
            (instance, context) -> {
              Duration again = run(job, instance.getId());
              return (complete, operations) -> {
                if (again == null) {
                  operations.remove();
                } else {
                  operations.reschedule(complete, clock.instant().plus(again));
                }
              };
            });
  }

  @Bean
  RecurringTask<Void> removeExpiredTranscriptions(Transcriptions transcriptions) {
    return Tasks.recurring("remove-expired-transcriptions", FixedDelay.ofMinutes(10))
        .execute((instance, context) -> transcriptions.removeExpired());
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
