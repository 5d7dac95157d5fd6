package ai.bizcrush.extapi.transcription.live.repair;

import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.live.GapRepairs;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.TranscriptStore;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders each repair as a durable job. */
@Component
class DurableGapRepairs implements GapRepairs {

  private static final Logger log = LoggerFactory.getLogger(DurableGapRepairs.class);

  private static final int PAUSES = 4;

  private final GapFolder folder;
  private final SchedulerClient scheduler;
  private final TranscriptStore transcripts;
  private final TransactionTemplate transaction;
  private final Clock clock;

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
    Thread.ofVirtual()
        .name("gap")
        .start(
            () -> {
              Outcome ordered = orderPatiently(gap, audio);
              loop.execute(() -> done.accept(ordered));
            });
  }

  /** Again after 1, 2, 4 and 8 seconds: a database may be away for a moment. */
  private Outcome orderPatiently(Gap gap, Audio audio) {
    for (int tries = 0; ; tries++) {
      Outcome outcome = order(gap, audio);
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

  private Outcome order(Gap gap, Audio audio) {
    String id = Ulids.next();
    try {
      if (!folder.keep(id, audio)) {
        log.error("Recording {}: audio of a gap is lost", gap.recording().messageId());
        return Outcome.UNAVAILABLE;
      }
      Outcome outcome = transaction.execute(status -> note(id, gap));
      if (outcome != Outcome.COMMITTED) {
        folder.forget(id);
      }
      return outcome;
    } catch (IOException | RuntimeException e) {
      folder.forget(id);
      log.error(
          "Recording {}: a gap cannot be repaired ({})",
          gap.recording().messageId(),
          e.getClass().getSimpleName());
      return Outcome.UNAVAILABLE;
    }
  }

  /** Whoever resumes the recording either knows of the gap, or hears it and it is not repaired. */
  private Outcome note(String id, Gap gap) {
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
