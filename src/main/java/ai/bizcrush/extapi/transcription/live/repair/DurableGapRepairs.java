package ai.bizcrush.extapi.transcription.live.repair;

import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.live.GapRepairs;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.TranscriptStore;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Orders each repair as a durable job. When the service stops, what is being ordered is waited for,
 * after the streams and before the disk and the database go.
 */
@Component
class DurableGapRepairs implements GapRepairs, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(DurableGapRepairs.class);

  private static final int PAUSES = 4;
  private static final Duration LAST_ORDERS = Duration.ofSeconds(20);

  private final GapFolder folder;
  private final SchedulerClient scheduler;
  private final TranscriptStore transcripts;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private volatile @Nullable ExecutorService orders;

  DurableGapRepairs(
      GapFolder folder,
      SchedulerClient scheduler,
      TranscriptStore transcripts,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.folder = folder;
    this.scheduler = scheduler;
    this.transcripts = transcripts;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  @Override
  public void order(Gap gap, Audio audio, Executor loop, Consumer<Outcome> done) {
    ExecutorService open = orders;
    try {
      if (open == null) {
        throw new RejectedExecutionException("the service stops");
      }
      open.execute(
          () -> {
            Outcome outcome = Outcome.UNAVAILABLE; // whatever happens: the stream waits for a word
            try {
              outcome = orderPatiently(gap, audio);
            } finally {
              answer(outcome, loop, done);
            }
          });
    } catch (RejectedExecutionException e) {
      answer(Outcome.UNAVAILABLE, loop, done);
    }
  }

  private static void answer(Outcome outcome, Executor loop, Consumer<Outcome> done) {
    try {
      loop.execute(() -> done.accept(outcome));
    } catch (RejectedExecutionException e) {
      log.debug("A gap's stream has stopped before it heard: {}", outcome);
    }
  }

  @Override
  public void start() {
    orders = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("gap-", 0).factory());
  }

  @Override
  public void stop() {
    ExecutorService open = orders;
    orders = null;
    if (open == null) {
      return;
    }
    open.shutdown();
    try {
      if (!open.awaitTermination(LAST_ORDERS.toMillis(), TimeUnit.MILLISECONDS)) {
        log.error("The audio of some gaps could not be kept in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return orders != null;
  }

  /** Later than the streams. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
  }

  /** Again after 1, 2, 4 and 8 seconds: a database may be away for a moment. */
  private Outcome orderPatiently(Gap gap, Audio audio) {
    String id = Ulids.next();
    boolean kept = false;
    for (int tries = 0; ; tries++) {
      kept = kept || keep(id, gap, audio);
      Outcome outcome = kept ? note(id, gap) : Outcome.UNAVAILABLE;
      if (outcome != Outcome.UNAVAILABLE || tries == PAUSES) {
        return outcome;
      }
      try {
        TimeUnit.SECONDS.sleep(1L << tries);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return outcome;
      }
    }
  }

  private boolean keep(String id, Gap gap, Audio audio) {
    try {
      if (folder.keep(id, audio)) {
        return true;
      }
      log.error("Recording {}: audio of a gap is lost", gap.recording().messageId());
    } catch (IOException | RuntimeException e) {
      tell(gap, e);
    }
    return false;
  }

  /**
   * Where nobody can tell whether the job is there now, its audio stays: it is deleted with its
   * age.
   */
  private Outcome note(String id, Gap gap) {
    try {
      Outcome outcome = transaction.execute(status -> schedule(id, gap));
      if (outcome == Outcome.REPLACED) {
        folder.forget(id);
      }
      return outcome;
    } catch (RuntimeException e) {
      tell(gap, e);
      return Outcome.UNAVAILABLE;
    }
  }

  private static void tell(Gap gap, Exception e) {
    log.error(
        "Recording {}: a gap cannot be repaired ({})",
        gap.recording().messageId(),
        e.getClass().getSimpleName());
  }

  /** Whoever resumes the recording either knows of the gap, or hears it and it is not repaired. */
  private Outcome schedule(String id, Gap gap) {
    Outcome noted = transcripts.leaveGap(gap.recording(), gap.toMs());
    if (noted == Outcome.COMMITTED) {
      scheduler.scheduleIfNotExists(
          GapTasks.REPAIR
              .instance(id)
              .data(GapWork.of(gap, clock.instant()))
              .scheduledTo(clock.instant()));
    }
    return noted;
  }
}
