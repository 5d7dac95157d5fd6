package ai.bizcrush.extapi.transcription.live.repair;

import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.live.GapRepairs;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Orders each repair as a durable job. */
@Component
class DurableGapRepairs implements GapRepairs {

  private static final Logger log = LoggerFactory.getLogger(DurableGapRepairs.class);

  private static final int PAUSES = 4;

  private final GapFolder folder;
  private final SchedulerClient scheduler;
  private final Clock clock;

  DurableGapRepairs(GapFolder folder, SchedulerClient scheduler, Clock clock) {
    this.folder = folder;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  @Override
  public void order(Gap gap, Audio audio, Executor loop, Consumer<Boolean> done) {
    Thread.ofVirtual()
        .name("gap")
        .start(
            () -> {
              boolean ordered = orderPatiently(gap, audio);
              loop.execute(() -> done.accept(ordered));
            });
  }

  /** Again after 1, 2, 4 and 8 seconds: a database may be away for a moment. */
  private boolean orderPatiently(Gap gap, Audio audio) {
    for (int tries = 0; ; tries++) {
      if (order(gap, audio)) {
        return true;
      }
      try {
        if (tries == PAUSES) {
          return false;
        }
        TimeUnit.SECONDS.sleep(1L << tries);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private boolean order(Gap gap, Audio audio) {
    String id = Ulids.next();
    try {
      if (!folder.keep(id, audio)) {
        log.error("Recording {}: audio of a gap is lost", gap.recording().messageId());
        return false;
      }
      scheduler.scheduleIfNotExists(
          GapTasks.REPAIR
              .instance(id)
              .data(GapWork.of(gap, clock.instant()))
              .scheduledTo(clock.instant()));
      return true;
    } catch (IOException | RuntimeException e) {
      folder.forget(id);
      log.error(
          "Recording {}: a gap cannot be repaired ({})",
          gap.recording().messageId(),
          e.getClass().getSimpleName());
      return false;
    }
  }
}
