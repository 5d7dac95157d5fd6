package ai.bizcrush.extapi.database;

import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * When a failed job runs again: after 1 s, 5 s, 30 s, 5 min, 30 min, 2 h, 6 h. When it has failed
 * once more it is parked: it stays in {@code scheduled_tasks}, due on {@link #PARKED}, is logged by
 * name and id and counted in {@code extapi.jobs.parked} by name. An operator brings it back by
 * setting its {@code execution_time} and {@code consecutive_failures}.
 */
@Component
public class JobRetries {

  /** The {@code execution_time} of a job that will not run again. */
  public static final Instant PARKED = Instant.parse("9999-01-01T00:00:00Z");

  private static final List<Duration> STANDARD =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6));

  private static final Logger log = LoggerFactory.getLogger(JobRetries.class);

  private final MeterRegistry meters;

  JobRetries(MeterRegistry meters) {
    this.meters = meters;
  }

  /** The pauses above. */
  public <T> Policy<T> standard() {
    return after(STANDARD, job -> {});
  }

  /**
   * The pauses above.
   *
   * @param whenParked tells the user; called on the job's thread, outside of any transaction, at
   *     least once
   */
  public <T> Policy<T> standard(Consumer<TaskInstance<T>> whenParked) {
    return after(STANDARD, whenParked);
  }

  /**
   * Other pauses.
   *
   * @param pauses one before each further attempt
   * @param whenParked as above
   */
  public <T> Policy<T> after(List<Duration> pauses, Consumer<TaskInstance<T>> whenParked) {
    return new Policy<>(meters, List.copyOf(pauses), whenParked);
  }

  /** To be used for a job that failed and for one whose replica died, lest it kill them all. */
  public static final class Policy<T> implements FailureHandler<T>, DeadExecutionHandler<T> {

    private final MeterRegistry meters;
    private final List<Duration> pauses;
    private final Consumer<TaskInstance<T>> whenParked;

    private Policy(
        MeterRegistry meters, List<Duration> pauses, Consumer<TaskInstance<T>> whenParked) {
      this.meters = meters;
      this.pauses = pauses;
      this.whenParked = whenParked;
    }

    @Override
    public void onFailure(ExecutionComplete complete, ExecutionOperations<T> operations) {
      retry(complete, operations);
    }

    @Override
    public void deadExecution(ExecutionComplete complete, ExecutionOperations<T> operations) {
      retry(complete, operations);
    }

    private void retry(ExecutionComplete complete, ExecutionOperations<T> operations) {
      TaskInstance<T> job = job(complete);
      int failuresBefore = complete.getExecution().consecutiveFailures;
      String cause = complete.getCause().map(e -> e.getClass().getName()).orElse("unknown");
      if (failuresBefore < pauses.size()) {
        Duration pause = pauses.get(failuresBefore);
        log.warn(
            "Job {} {} failed for the {}. time ({}), next attempt in {}",
            job.getTaskName(),
            job.getId(),
            failuresBefore + 1,
            cause,
            pause);
        operations.reschedule(complete, complete.getTimeDone().plus(pause));
      } else {
        park(job, cause);
        operations.reschedule(complete, PARKED);
      }
    }

    private void park(TaskInstance<T> job, String cause) {
      log.error(
          "Job {} {} is parked after {} attempts ({})",
          job.getTaskName(),
          job.getId(),
          pauses.size() + 1,
          cause);
      meters.counter("extapi.jobs.parked", "task", job.getTaskName()).increment();
      try {
        whenParked.accept(job);
      } catch (RuntimeException e) {
        log.error(
            "Cannot tell that job {} {} is parked ({})",
            job.getTaskName(),
            job.getId(),
            e.getClass().getName());
      }
    }

    @SuppressWarnings("unchecked") // a task's handlers see its own instances only
    private static <T> TaskInstance<T> job(ExecutionComplete complete) {
      return complete.getExecution().taskInstance;
    }
  }
}
