package ai.bizcrush.extapi.transcription.live.repair;

import ai.bizcrush.extapi.database.JobRetries;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** The durable jobs of gaps. */
@Configuration(proxyBeanMethods = false)
class GapTasks {

  static final TaskDescriptor<GapWork> REPAIR =
      TaskDescriptor.of("transcription.repair-gap", GapWork.class);

  private static final Duration KEPT = Duration.ofDays(7);

  private final GapFolder folder;

  GapTasks(GapFolder folder) {
    this.folder = folder;
  }

  @Bean
  CustomTask<GapWork> repairGap(GapRepair repair, JobRetries retries, Clock clock) {
    JobRetries.Policy<GapWork> policy = retries.standard();
    return Tasks.custom(REPAIR)
        .onFailure(policy)
        .onDeadExecution(policy)
        .execute(
            (instance, context) ->
                afterwards(run(repair, instance.getId(), instance.getData()), clock));
  }

  /** Upkeep of a local disk, so every replica does its own. */
  @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void sweep() throws IOException {
    folder.forgetOlderThan(KEPT);
  }

  private static CompletionHandler<GapWork> afterwards(@Nullable Duration again, Clock clock) {
    return (complete, operations) -> {
      if (again == null) {
        operations.remove();
      } else {
        operations.reschedule(complete, clock.instant().plus(again));
      }
    };
  }

  private static @Nullable Duration run(GapRepair repair, String id, GapWork work) {
    try {
      return repair.run(id, work);
    } catch (InterruptedException e) {
      return Duration.ZERO; // this replica stops: the audio waits for its next start
    }
  }
}
