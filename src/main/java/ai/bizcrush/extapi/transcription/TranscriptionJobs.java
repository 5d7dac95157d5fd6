package ai.bizcrush.extapi.transcription;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Orders work as durable jobs. */
@Component
class TranscriptionJobs {

  private final SchedulerClient scheduler;
  private final Clock clock;

  TranscriptionJobs(SchedulerClient scheduler, Clock clock) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Orders work in the current transaction: it begins once that is committed. */
  void schedule(String workId) {
    scheduler.scheduleIfNotExists(
        TranscriptionTasks.TRANSCRIBE.instance(workId).scheduledTo(clock.instant()));
  }
}
